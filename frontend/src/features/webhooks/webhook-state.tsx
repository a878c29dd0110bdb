import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { StatusTag } from '../../ui/status-tag'

/** Whether it is told anything, and whether it takes it. */
export function WebhookState({ webhook }: { webhook: WebhookOut }) {
  const { t } = useTranslation('webhooks')
  if (webhook.state === 'disabled') return <StatusTag status="disabled" tone="neutral" label={t('off')} />
  if (webhook.failing_since) return <StatusTag status="failing" tone="warning" label={t('failing')} />
  return <StatusTag status="active" label={t('on')} />
}
