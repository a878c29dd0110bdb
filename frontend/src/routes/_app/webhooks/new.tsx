import { Button } from '@navikt/ds-react'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { issueWebhook } from '../../../api/notifications/sdk.gen'
import type { WebhookBody, WebhookIssued } from '../../../api/notifications/types.gen'
import { useWebhookChanged } from '../../../features/webhooks/queries'
import { WebhookForm } from '../../../features/webhooks/webhook-form'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { ShownOnce } from '../../../ui/shown-once'

export const Route = createFileRoute('/_app/webhooks/new')({ loader: laterTexts, component: NewWebhook })

function NewWebhook() {
  const { t } = useTranslation('webhooks')
  const navigate = useNavigate()
  const changed = useWebhookChanged()
  // In memory alone: whoever loads the page again sees the secret no more.
  const [issued, setIssued] = useState<WebhookIssued>()
  const crumbs = [{ label: t('title'), link: { to: '/webhooks' as const } }]
  const make = async (body: WebhookBody) => {
    const { data } = await issueWebhook({ body, throwOnError: true })
    setIssued(data)
    await changed(data.webhook)
  }
  if (issued) {
    const { webhook, secret } = issued
    return (
      <>
        <PageHeader title={t('made_now', { name: webhook.name })} crumbs={crumbs} />
        <ShownOnce title={t('secret_once')} text={t('secret_once_text')} secret={secret} />
        <p>
          <Button onClick={() => void navigate({ to: '/webhooks/$id', params: { id: webhook.id } })}>
            {t('kept')}
          </Button>
        </p>
      </>
    )
  }
  return (
    <>
      <PageHeader title={t('new')} lead={t('new_lead')} crumbs={crumbs} />
      <WebhookForm onSubmit={make} onCancel={() => void navigate({ to: '/webhooks' })} />
    </>
  )
}
