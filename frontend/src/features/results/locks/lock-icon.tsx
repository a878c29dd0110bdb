import { PadlockLockedIcon } from '@navikt/aksel-icons'

/** A part of its own: few periods are locked, and words say it too. */
export function LockIcon({ className }: { className: string }) {
  return <PadlockLockedIcon className={className} aria-hidden />
}
