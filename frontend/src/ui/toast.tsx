import { Button, LocalAlert } from '@navikt/ds-react'
import { useEffect, useSyncExternalStore } from 'react'
import { useErrorText } from './error-text'

interface Toast {
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
  return (
    <div className="toasts noprint" role="status" aria-live="polite">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const errorText = useErrorText()
  const { action } = toast
  useEffect(() => {
    if (toast.kind === 'error') return
    const timer = setTimeout(() => remove(toast.id), 8000)
    return () => clearTimeout(timer)
  }, [toast])
  const text =
    typeof toast.said === 'string' ? { title: toast.said, detail: undefined } : errorText(toast.said)
  return (
    <LocalAlert as="div" status={toast.kind} size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{text.title}</LocalAlert.Title>
        <LocalAlert.CloseButton onClick={() => remove(toast.id)} />
      </LocalAlert.Header>
      {action && (
        <LocalAlert.Content>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => {
              remove(toast.id)
              void action.run()
            }}
          >
            {action.label}
          </Button>
        </LocalAlert.Content>
      )}
      {text.detail && <LocalAlert.Content lang="en">{text.detail}</LocalAlert.Content>}
    </LocalAlert>
  )
}
