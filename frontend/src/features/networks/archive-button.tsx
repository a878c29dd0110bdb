import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { archiveNetworkMutation, restoreNetworkMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { NetworkOut } from '../../api/registry/types.gen'
import { ArchiveButton } from '../../ui/archive-button'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { useNetworkChanged } from './queries'

/** Takes a network out of lists and choices, or brings it back. */
export function NetworkArchiveButton({ network }: { network: NetworkOut }) {
  const { t } = useTranslation('networks')
  const name = usePickText()(network.name, network.original_language)
  const changed = useNetworkChanged()
  const archive = useMutation(archiveNetworkMutation())
  const restore = useMutation(restoreNetworkMutation())
  const { archived } = network
  const turn = async () => {
    const wanted = { path: { network_id: network.id }, headers: { 'if-match': `"${network.version}"` } }
    const now = await (archived ? restore : archive).mutateAsync(wanted)
    showSuccess(t(archived ? 'restored_now' : 'archived_now', { name }))
    await changed(now)
  }
  return (
    <ArchiveButton
      archived={archived}
      archive={t('archive')}
      restore={t('restore')}
      title={t('archive_title', { name })}
      turn={turn}
    >
      {t('archive_text')}
    </ArchiveButton>
  )
}
