import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { StatusTag } from '../status-tag'

/** Whether it is told anything, and whether it takes it: a webhook, or a chat channel. */
export function ReceiverState({ receiver }: { receiver: Pick<WebhookOut, 'state' | 'failing_since'> }) {
  const { t } = useTranslation('webhooks')
  if (receiver.state === 'disabled') return <StatusTag status="disabled" tone="neutral" label={t('off')} />
  if (receiver.failing_since) return <StatusTag status="failing" tone="warning" label={t('failing')} />
  return <StatusTag status="active" label={t('on')} />
}
