import { PadlockLockedIcon } from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import type { LockOut } from '../../../api/indicators/types.gen'
import { usePeriod } from '../../../lib/period'

/** Why nothing more is said here, and by whom that was decided. */
export function LockedNote({ lock }: { lock: LockOut }) {
  const { t } = useTranslation('locks')
  const days = usePeriod()(lock.starts_on, lock.ends_on)
  const { reason, locked_by } = lock
  return (
    <p className="locked-note">
      <PadlockLockedIcon aria-hidden />
      <span>
        {locked_by
          ? t('note_by', { name: locked_by.display_name, days, reason })
          : t('note', { days, reason })}
      </span>
    </p>
  )
}
