import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changeWebhook } from '../../../api/notifications/sdk.gen'
import type { WebhookBody } from '../../../api/notifications/types.gen'
import { asSeen, useWebhookChanged, webhookQuery } from '../../../features/webhooks/queries'
import { WebhookForm } from '../../../features/webhooks/webhook-form'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/webhooks/$id/edit')({
  loader: laterTexts,
  component: EditWebhook,
})

function EditWebhook() {
  const { t } = useTranslation('webhooks')
  const { id } = Route.useParams()
  const navigate = useNavigate()
  const changed = useWebhookChanged()
  const { data: webhook } = useSuspenseQuery(webhookQuery(id))
  const leave = () => navigate({ to: '/webhooks/$id', params: { id } })
  const keep = async (body: WebhookBody) => {
    await changed((await changeWebhook({ ...asSeen(webhook), body })).data)
    showSuccess(t('changed_now', { name: body.name }))
    await leave()
  }
  return (
    <>
      <PageHeader
        title={t('change_title', { name: webhook.name })}
        crumbs={[
          { label: t('title'), link: { to: '/webhooks' } },
          { label: webhook.name, link: { to: '/webhooks/$id', params: { id } } },
        ]}
      />
      <WebhookForm webhook={webhook} onSubmit={keep} onCancel={() => void leave()} />
    </>
  )
}
