import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { addChatChannel } from '../../api/notifications/sdk.gen'
import type { ChatChannelBody } from '../../api/notifications/types.gen'
import { showSuccess } from '../../ui/toast'
import { ChannelForm, type ChannelWanted } from './channel-form'
import { useChannelChanged } from './queries'

export function NewChannel({ programmeId: id }: { programmeId: string }) {
  const { t } = useTranslation('channels')
  const navigate = useNavigate()
  const changed = useChannelChanged(id)
  const add = async (wanted: ChannelWanted) => {
    const body = wanted as ChatChannelBody
    const { data: made } = await addChatChannel({ path: { programme_id: id }, body, throwOnError: true })
    showSuccess(t('added_now', { name: made.name }))
    await changed(made)
    await navigate({ to: '/programmes/$id/channels/$channel', params: { id, channel: made.id } })
  }
  const leave = () => void navigate({ to: '/programmes/$id/channels', params: { id } })
  return <ChannelForm onSubmit={add} onCancel={leave} />
}
