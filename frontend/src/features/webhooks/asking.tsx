import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { disableWebhook, removeWebhook } from '../../api/notifications/sdk.gen'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showSuccess } from '../../ui/toast'
import { asSeen, useWebhookChanged } from './queries'
import { ReplayDialog } from './replay-dialog'
import { SecretDialog } from './secret-dialog'

export type Asked = 'secret' | 'replay' | 'off' | 'remove'

interface AskingProps {
  webhook: WebhookOut
  asked: Asked
  close: () => void
}

/** What is asked before it is done; it comes when somebody wants it. */
export function Asking({ webhook, asked, close }: AskingProps) {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const changed = useWebhookChanged()
  const { name } = webhook
  return (
    <>
      {asked === 'secret' && <SecretDialog webhook={webhook} close={close} />}
      {asked === 'replay' && <ReplayDialog webhook={webhook} close={close} />}
      <ConfirmDialog
        open={asked === 'off'}
        onClose={close}
        title={t('off_title', { name })}
        confirm={t('do.off')}
        onConfirm={async () => {
          await changed((await disableWebhook(asSeen(webhook))).data)
          showSuccess(t('off_now', { name }))
        }}
      >
        {t('off_text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'remove'}
        onClose={close}
        danger
        title={t('remove_title', { name })}
        confirm={t('do.remove')}
        onConfirm={async () => {
          await removeWebhook(asSeen(webhook))
          showSuccess(t('removed_now', { name }))
          await navigate({ to: '/webhooks' })
          await changed()
        }}
      >
        {t('remove_text')}
      </ConfirmDialog>
    </>
  )
}
