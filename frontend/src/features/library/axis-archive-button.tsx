import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeAxisMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { AxisOut } from '../../api/indicators/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showError, showSuccess } from '../../ui/toast'
import { useAxisChanged } from './axis-queries'
import { match } from './queries'

/** Takes an axis out of what definitions can choose, or puts it back. */
export function AxisArchiveButton({ axis, name }: { axis: AxisOut; name: string }) {
  const { t } = useTranslation('library')
  const [open, setOpen] = useState(false)
  const changed = useAxisChanged()
  const change = useMutation(changeAxisMutation())
  const { archived } = axis
  const turn = async () => {
    const path = { axis_id: axis.id }
    const now = await change.mutateAsync({ path, body: { archived: !archived }, headers: match(axis) })
    await changed(axis.id, now)
    showSuccess(t(archived ? 'axis.restored_now' : 'axis.archived_now', { name }))
  }
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        loading={change.isPending}
        onClick={() => (archived ? void turn().catch(showError) : setOpen(true))}
      >
        {t(archived ? 'restore' : 'archive')}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('axis.archive_title', { name })}
        confirm={t('archive')}
        onConfirm={turn}
      >
        {t('axis.archive_text')}
      </ConfirmDialog>
    </>
  )
}
