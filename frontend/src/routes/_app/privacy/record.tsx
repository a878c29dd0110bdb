import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { laterTexts } from '../../../i18n'
import { choice, searchSchema, text } from '../../../lib/search'
import { LinkTabs } from '../../../ui/link-tabs'
import { PageHeader } from '../../../ui/page-header'

/** One of them is looked at; the others are fetched when they are. */
const RequestTable = lazy(() =>
  import('../../../features/privacy/request-table').then((part) => ({ default: part.RequestTable })),
)
const RecordTable = lazy(() =>
  import('../../../features/privacy/record-table').then((part) => ({ default: part.RecordTable })),
)
const RetentionTable = lazy(() =>
  import('../../../features/privacy/retention-table').then((part) => ({ default: part.RetentionTable })),
)

const search = searchSchema({ tab: choice(['record', 'runs']), after: text() })

export const Route = createFileRoute('/_app/privacy/record')({
  validateSearch: search,
  loader: laterTexts,
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
      <Suspense fallback={<div className="pending" />}>
        {tab === undefined && <RequestTable after={after} />}
        {tab === 'record' && <RecordTable />}
        {tab === 'runs' && <RetentionTable after={after} />}
      </Suspense>
    </>
  )
}
