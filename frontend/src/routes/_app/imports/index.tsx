import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listImportsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { useImportColumns } from '../../../features/imports/import-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { type SearchOf, searchSchema, text } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({ after: text() })

const query = ({ after }: SearchOf<typeof search>) =>
  listImportsOptions({ query: given({ cursor: after, with_total: true }) })

export const Route = createFileRoute('/_app/imports/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(query(deps))
    return laterTexts()
  },
  component: Imports,
})

function Imports() {
  const { t } = useTranslation('imports')
  const values = Route.useSearch()
  const imports = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useImportColumns()
  const may = useMay('import.write')
  const start = may && <LinkButton to="/imports/new">{t('new')}</LinkButton>
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} actions={start} />
      <DataTable
        label={t('title')}
        columns={columns}
        query={imports}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t('empty')} action={start}>
            {t('empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
