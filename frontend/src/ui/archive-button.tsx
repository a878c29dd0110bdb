import { Button } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog'
import { showError } from './toast'

interface ArchiveButtonProps {
  archived: boolean
  archive: string
  restore: string
  /** Asks whether it is to be taken out. */
  title: string
  /** What that means. */
  children: ReactNode
  /** Takes it out, or puts it back. */
  turn: () => Promise<unknown>
}

/** Takes something out of what can be chosen, once one has confirmed it, or puts it back at once. */
export function ArchiveButton({ archived, archive, restore, title, children, turn }: ArchiveButtonProps) {
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const putBack = async () => {
    setBusy(true)
    await turn().catch(showError)
    setBusy(false)
  }
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        loading={busy}
        onClick={() => (archived ? void putBack() : setOpen(true))}
      >
        {archived ? restore : archive}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={title}
        confirm={archive}
        onConfirm={turn}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
