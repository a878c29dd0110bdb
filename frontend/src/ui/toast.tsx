import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'

// Fetched as soon as the page stands: the word of a broken connection cannot be fetched then.
const fetchCard = () => import('./toast-card')
const ToastCard = lazy(async () => ({ default: (await fetchCard()).ToastCard }))

export interface Toast {
  id: number
  kind: 'success' | 'error'
  /** A text that is already in the reader's language, or what was caught. */
  said: unknown
  action?: ToastAction | undefined
}

/** One thing to do about it, as in "Undo"; the page must offer another way to do it, too. */
export interface ToastAction {
  label: string
  run: () => unknown
}

let toasts: Toast[] = []
let last = 0
const listeners = new Set<() => void>()

function change(next: Toast[]): void {
  toasts = next
  for (const tell of listeners) tell()
}

const add = (kind: Toast['kind'], said: unknown, action?: ToastAction) => {
  last += 1
  change([...toasts.slice(-2), { id: last, kind, said, action }])
}
const remove = (id: number) => change(toasts.filter((toast) => toast.id !== id))

/** Never the only place where something is said: the page itself shows it too. */
export const showSuccess = (text: string, action?: ToastAction): void => add('success', text, action)
/** Stays until it is closed. */
export const showError = (error: unknown): void => add('error', error)

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts)
  useEffect(() => void fetchCard().catch(() => undefined), [])
  return (
    <div className="toasts noprint" role="status" aria-live="polite">
      <Suspense>
        {shown.map((toast) => (
          <ToastCard key={toast.id} toast={toast} onClose={() => remove(toast.id)} />
        ))}
      </Suspense>
    </div>
  )
}
