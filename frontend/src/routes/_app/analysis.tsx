import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listAnalysisAccessOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useAccessColumns } from '../../features/analysis/access-columns'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'
import { type SearchOf, searchSchema, text } from '../../lib/search'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { PageHeader } from '../../ui/page-header'

const AccessDialog = lazy(() =>
  import('../../features/analysis/access-dialog').then((part) => ({ default: part.AccessDialog })),
)
const AnalysisViews = lazy(() =>
  import('../../features/analysis/views').then((part) => ({ default: part.AnalysisViews })),
)
const search = searchSchema({ after: text() })

const query = ({ after }: SearchOf<typeof search>) =>
  listAnalysisAccessOptions({ query: given({ cursor: after, with_total: true }) })

export const Route = createFileRoute('/_app/analysis')({
  validateSearch: search,
  loader: laterTexts,
  component: Analysis,
})

function Analysis() {
  const { t } = useTranslation(['analysis', 'keys'])
  const [giving, setGiving] = useState(false)
  const access = useQuery({ ...query(Route.useSearch()), placeholderData: keepPreviousData })
  const columns = useAccessColumns()
  const give = (
    <Button size="small" onClick={() => setGiving(true)}>
      {t('give')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        crumbs={[{ label: t('keys:title'), link: { to: '/keys' } }]}
        actions={give}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={access}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t('empty')} action={give}>
            {t('empty_hint')}
          </EmptyState>
        }
      />
      <Suspense>
        <AnalysisViews />
      </Suspense>
      {giving && (
        <Suspense>
          <AccessDialog onClose={() => setGiving(false)} />
        </Suspense>
      )}
    </>
  )
}
