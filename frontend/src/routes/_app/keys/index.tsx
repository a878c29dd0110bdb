import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listMachinesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { useKeyColumns } from '../../../features/keys/key-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { flag, listSearch, type SearchOf, searchSchema } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({ ...listSearch, everybody: flag() })

const query = ({ after, everybody }: SearchOf<typeof search>) =>
  listMachinesOptions({ query: given({ cursor: after, everybody, with_total: true }) })

export const Route = createFileRoute('/_app/keys/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(query(deps))
    return laterTexts()
  },
  component: Keys,
})

function Keys() {
  const { t } = useTranslation(['keys', 'analysis'])
  const values = Route.useSearch()
  const manages = useMay('key.manage')
  const keys = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useKeyColumns(values.everybody === true)
  const make = <LinkButton to="/keys/new">{t('new')}</LinkButton>
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={
          <>
            {t('lead')} <Link to="/webhooks">{t('or_told')}</Link>
            {manages && (
              <>
                {' · '}
                <Link to="/analysis">{t('analysis:title')}</Link>
              </>
            )}
          </>
        }
        actions={make}
      />
      {manages && (
        <FilterBar
          values={values}
          filters={[
            {
              key: 'everybody',
              label: t('shown'),
              all: t('own_only'),
              options: [{ value: 'true', label: t('of_everybody') }],
            },
          ]}
        />
      )}
      <DataTable
        label={t('title')}
        columns={columns}
        query={keys}
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
