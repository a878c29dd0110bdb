import { Button } from '@navikt/ds-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  disableChatChannel,
  enableChatChannel,
  removeChatChannel,
  sendChatTest,
} from '../../api/notifications/sdk.gen'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { LinkButton } from '../../ui/link-button'
import { SwitchButton, TestButton } from '../../ui/receivers/receiver-buttons'
import { showSuccess } from '../../ui/toast'
import { asSeen, channelPath, useChannelChanged, useSaidChanged } from './queries'

/** What is done with a channel: it is tried, changed, switched off and on, removed. */
export function ChannelActions({ channel }: { channel: ChatChannelOut }) {
  const { t } = useTranslation(['channels', 'webhooks'])
  const navigate = useNavigate()
  const [asked, setAsked] = useState<'off' | 'remove'>()
  const { name, programme_id: id } = channel
  const changed = useChannelChanged(id)
  const isOn = channel.state === 'active'
  const close = () => setAsked(undefined)
  const switchOn = async () => {
    await changed((await enableChatChannel(asSeen(channel))).data)
    showSuccess(t('channels:on_now', { name }))
  }
  const said = useSaidChanged(id, channel.id)
  const sendTest = async () => {
    await sendChatTest({ ...channelPath(id, channel.id), throwOnError: true })
    // It stands in the list at once, and there what comes of it.
    await said()
  }
  return (
    <>
      <Button size="small" variant="tertiary" data-color="danger" onClick={() => setAsked('remove')}>
        {t('webhooks:do.remove')}
      </Button>
      <SwitchButton isOn={isOn} askOff={() => setAsked('off')} switchOn={switchOn} />
      <LinkButton
        to="/programmes/$id/channels/$channel"
        params={{ id, channel: channel.id }}
        search={{ view: 'edit' }}
        variant="secondary"
      >
        {t('webhooks:do.change')}
      </LinkButton>
      {isOn && <TestButton send={sendTest} />}
      <ConfirmDialog
        open={asked === 'off'}
        onClose={close}
        title={t('channels:off_title', { name })}
        confirm={t('webhooks:do.off')}
        onConfirm={async () => {
          await changed((await disableChatChannel(asSeen(channel))).data)
          showSuccess(t('channels:off_now', { name }))
        }}
      >
        {t('channels:off_text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'remove'}
        onClose={close}
        danger
        title={t('channels:remove_title', { name })}
        confirm={t('webhooks:do.remove')}
        onConfirm={async () => {
          await removeChatChannel(asSeen(channel))
          showSuccess(t('channels:removed_now', { name }))
          await navigate({ to: '/programmes/$id/channels', params: { id } })
          await changed()
        }}
      >
        {t('channels:remove_text')}
      </ConfirmDialog>
    </>
  )
}
