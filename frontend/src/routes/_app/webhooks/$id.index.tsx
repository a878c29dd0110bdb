import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { webhookQuery } from '../../../features/webhooks/queries'
import { states } from '../../../features/webhooks/states'
import { WebhookActions } from '../../../features/webhooks/webhook-actions'
import { WebhookSummary } from '../../../features/webhooks/webhook-summary'
import { laterTexts } from '../../../i18n'
import { choice, searchSchema, text } from '../../../lib/search'
import { PageHeader } from '../../../ui/page-header'
import { ReceiverState } from '../../../ui/receivers/receiver-state'

const SentList = lazy(() =>
  import('../../../features/webhooks/sent-list').then((part) => ({ default: part.SentList })),
)

const search = searchSchema({ state: choice([...states]), after: text() })

export const Route = createFileRoute('/_app/webhooks/$id/')({
  validateSearch: search,
  loader: laterTexts,
  component: Webhook,
})

function Webhook() {
  const { t } = useTranslation('webhooks')
  const { id } = Route.useParams()
  const { state, after } = Route.useSearch()
  const { data: webhook } = useSuspenseQuery(webhookQuery(id))
  return (
    <>
      <PageHeader
        title={webhook.name}
        crumbs={[{ label: t('title'), link: { to: '/webhooks' } }]}
        tags={<ReceiverState receiver={webhook} />}
        actions={<WebhookActions webhook={webhook} />}
      />
      <WebhookSummary webhook={webhook} />
      <Suspense>
        <SentList id={id} filter={{ state, after }} />
      </Suspense>
    </>
  )
}
