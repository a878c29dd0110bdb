import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { webhooksQuery } from '../../../features/webhooks/queries'
import { useWebhookColumns } from '../../../features/webhooks/webhook-columns'
import { laterTexts } from '../../../i18n'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/webhooks/')({
  loader: laterTexts,
  component: Webhooks,
})

/** One's own systems that are told what happens here. */
function Webhooks() {
  const { t } = useTranslation(['webhooks', 'keys'])
  const { data, ...rest } = useQuery(webhooksQuery)
  const columns = useWebhookColumns()
  const make = <LinkButton to="/webhooks/new">{t('new')}</LinkButton>
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[{ label: t('keys:title'), link: { to: '/keys' } }]}
        actions={make}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={{ ...rest, data: data && { items: data, total: data.length } }}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t('empty')} action={make}>
            {t('empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
