import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeDefinitionMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionOut } from '../../api/indicators/types.gen'
import { ArchiveButton } from '../../ui/archive-button'
import { showSuccess } from '../../ui/toast'
import { match, useDefinitionChanged } from './queries'

/** Takes a definition out of what can be chosen, or puts it back. */
export function DefinitionArchiveButton({ definition, name }: { definition: DefinitionOut; name: string }) {
  const { t } = useTranslation('library')
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
    <ArchiveButton
      archived={archived}
      archive={t('archive')}
      restore={t('restore')}
      title={t('archive_title', { name })}
      turn={turn}
    >
      {t('archive_text', { count: uses })}
    </ArchiveButton>
  )
}
