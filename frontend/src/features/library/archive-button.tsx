import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeDefinitionMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionOut } from '../../api/indicators/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showError, showSuccess } from '../../ui/toast'
import { match, useDefinitionChanged } from './queries'

/** Takes a definition out of what can be chosen, or puts it back. */
export function ArchiveButton({ definition, name }: { definition: DefinitionOut; name: string }) {
  const { t } = useTranslation('library')
  const [open, setOpen] = useState(false)
  const changed = useDefinitionChanged()
  const change = useMutation(changeDefinitionMutation())
  const { archived } = definition
  const turn = async () => {
    const path = { definition_id: definition.id }
    await changed(
      await change.mutateAsync({ path, body: { archived: !archived }, headers: match(definition) }),
    )
    showSuccess(t(archived ? 'restored_now' : 'archived_now', { name }))
  }
  const uses = definition.versions.reduce((count, { use_count }) => count + use_count, 0)
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
        title={t('archive_title', { name })}
        confirm={t('archive')}
        onConfirm={turn}
      >
        {t('archive_text', { count: uses })}
      </ConfirmDialog>
    </>
  )
}
