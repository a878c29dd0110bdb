import '../../../features/privacy/privacy.css'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { RecordTable } from '../../../features/privacy/record-table'
import { RequestTable } from '../../../features/privacy/request-table'
import { RetentionTable } from '../../../features/privacy/retention-table'
import { choice, searchSchema, text } from '../../../lib/search'
import { LinkTabs } from '../../../ui/link-tabs'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({ tab: choice(['record', 'runs']), after: text() })

export const Route = createFileRoute('/_app/privacy/record')({
  validateSearch: search,
  component: PrivacyRecord,
})

function PrivacyRecord() {
  const { t } = useTranslation('privacy')
  const { tab, after } = Route.useSearch()
  const to = '/privacy/record'
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <LinkTabs
        label={t('title')}
        tabs={[
          { label: t('requests.title'), link: { to, search: {} } },
          { label: t('record.title'), link: { to, search: { tab: 'record' } } },
          { label: t('runs.title'), link: { to, search: { tab: 'runs' } } },
        ]}
      />
      {tab === undefined && <RequestTable after={after} />}
      {tab === 'record' && <RecordTable />}
      {tab === 'runs' && <RetentionTable after={after} />}
    </>
  )
}
