import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getMachineQueryKey,
  listMachinesQueryKey,
  revokeMachineMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { MachineOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'

/** Ends a key for ever. */
export function RevokeButton({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  const [open, setOpen] = useState(false)
  const cache = useQueryClient()
  const path = { machine_id: machine.id }
  const revoke = useMutation({
    ...revokeMachineMutation(),
    onSuccess: async () => {
      showSuccess(t('revoked_now', { name: machine.name }))
      await cache.invalidateQueries({ queryKey: listMachinesQueryKey() })
      await cache.invalidateQueries({ queryKey: getMachineQueryKey({ path }) })
    },
  })
  return (
    <>
      <Button size="small" variant="secondary" data-color="danger" onClick={() => setOpen(true)}>
        {t('revoke')}
      </Button>
      <ConfirmDialog
        open={open}
        danger
        onClose={() => setOpen(false)}
        title={t('revoke_title', { name: machine.name })}
        confirm={t('revoke')}
        onConfirm={() => revoke.mutateAsync({ path, headers: { 'if-match': `"${machine.version}"` } })}
      >
        {t('revoke_text')}
      </ConfirmDialog>
    </>
  )
}
