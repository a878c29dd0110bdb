import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  archiveOrganisationMutation,
  getOrganisationQueryKey,
  listOrganisationsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { OrganisationOut } from '../../api/registry/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'

/** Takes an organisation out of lists and choices; what refers to it stays as it is. */
export function ArchiveButton({ organisation }: { organisation: OrganisationOut }) {
  const { t } = useTranslation('organisations')
  const [open, setOpen] = useState(false)
  const cache = useQueryClient()
  const path = { organisation_id: organisation.id }
  const archive = useMutation({
    ...archiveOrganisationMutation(),
    onSuccess: (changed) => {
      cache.setQueryData(getOrganisationQueryKey({ path }), changed)
      showSuccess(t('archived_now', { name: organisation.name }))
      return cache.invalidateQueries({ queryKey: listOrganisationsQueryKey() })
    },
  })
  return (
    <>
      <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setOpen(true)}>
        {t('archive')}
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('archive_title', { name: organisation.name })}
        confirm={t('archive')}
        onConfirm={() => archive.mutateAsync({ path, headers: { 'if-match': `"${organisation.version}"` } })}
      >
        {t('archive_text')}
      </ConfirmDialog>
    </>
  )
}
