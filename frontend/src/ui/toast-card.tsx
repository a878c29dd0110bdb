import { Button, LocalAlert } from '@navikt/ds-react'
import { useEffect, useEffectEvent } from 'react'
import { useErrorText } from './error-text'
import type { Toast } from './toast'

export function ToastCard({ toast, onClose }: { toast: Toast; onClose: () => void }) {
  const errorText = useErrorText()
  const { action } = toast
  const close = useEffectEvent(onClose)
  useEffect(() => {
    if (toast.kind === 'error') return
    const timer = setTimeout(close, 8000)
    return () => clearTimeout(timer)
  }, [toast])
  const text =
    typeof toast.said === 'string' ? { title: toast.said, detail: undefined } : errorText(toast.said)
  return (
    <LocalAlert as="div" status={toast.kind} size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{text.title}</LocalAlert.Title>
        <LocalAlert.CloseButton onClick={onClose} />
      </LocalAlert.Header>
      {action && (
        <LocalAlert.Content>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => {
              onClose()
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
