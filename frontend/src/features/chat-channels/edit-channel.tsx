import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changeChatChannel } from '../../api/notifications/sdk.gen'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { useFirst } from '../../lib/use-first'
import { showSuccess } from '../../ui/toast'
import { ChannelForm, type ChannelWanted } from './channel-form'
import { asSeen, useChannelChanged } from './queries'

export function EditChannel({ channel: seen }: { channel: ChatChannelOut }) {
  const { t } = useTranslation('channels')
  const channel = useFirst(seen, seen.id)
  const navigate = useNavigate()
  const changed = useChannelChanged(channel.programme_id)
  const params = { id: channel.programme_id, channel: channel.id }
  const leave = () => navigate({ to: '/programmes/$id/channels/$channel', params })
  const change = async (body: ChannelWanted) => {
    const { data: now } = await changeChatChannel({ ...asSeen(channel), body })
    showSuccess(t('changed_now', { name: now.name }))
    await changed(now)
    await leave()
  }
  return <ChannelForm channel={channel} onSubmit={change} onCancel={() => void leave()} />
}
