import { Button, Dialog } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { InlineError } from './inline-error'

export interface ConfirmDialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** What will happen, with names and counts. */
  children: ReactNode
  /** The words of what is done, as in "Archive organisation". */
  confirm: string
  onConfirm: () => Promise<unknown>
  danger?: boolean
}

/** For what cannot be undone; offer an undo instead where one can. Stays open and says why when it fails. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  danger,
}: ConfirmDialogProps) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const close = () => {
    setError(undefined)
    onClose()
  }
  const run = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onConfirm()
      close()
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog open={open} onOpenChange={(next) => !next && !busy && close()}>
      <Dialog.Popup role="alertdialog" width="small">
        <Dialog.Header>
          <Dialog.Title>{title}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {children}
          {error !== undefined && <InlineError error={error} />}
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" data-color="neutral" onClick={close} disabled={busy}>
            {t('cancel')}
          </Button>
          <Button data-color={danger ? 'danger' : 'accent'} onClick={() => void run()} loading={busy}>
            {confirm}
          </Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
