import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { listNetworksOptions, listThemesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { useNetworkColumns } from '../../../features/networks/network-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, flag, listSearch, type SearchOf, searchSchema, uuid } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

// The list is there without it.
const ProgrammeFilter = lazy(() =>
  import('../../../features/networks/programme-filter').then((part) => ({ default: part.ProgrammeFilter })),
)

const search = searchSchema({
  ...listSearch,
  sort: choice(['code', 'name', '-name']),
  theme: uuid(),
  programme: uuid(),
  archived: flag(),
})

const query = ({ after, archived, ...filters }: SearchOf<typeof search>) =>
  listNetworksOptions({
    query: given({ ...filters, include_archived: archived || undefined, cursor: after, with_total: true }),
  })

export const Route = createFileRoute('/_app/networks/')({
  validateSearch: search,
  loader: laterTexts,
  component: Networks,
})

function Networks() {
  const { t } = useTranslation('networks')
  const values = Route.useSearch()
  const pick = usePickText()
  const networks = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const { data: themes } = useQuery({ ...listThemesOptions(), staleTime: 60_000 })
  const columns = useNetworkColumns()
  const may = useMay('programme.write')
  const register = <LinkButton to="/networks/new">{t('register')}</LinkButton>
  const filtered = values.q || values.theme || values.programme
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <ListDownload list="networks" values={values} />
            {may && register}
          </>
        }
      />
      <FilterBar
        values={values}
        search={t('search')}
        filters={[
          {
            key: 'theme',
            label: t('themes'),
            options: (themes?.items ?? []).map(({ id, name }) => ({ value: id, label: pick(name) })),
          },
          {
            key: 'archived',
            label: t('with_archived'),
            all: t('left_out'),
            options: [{ value: 'true', label: t('shown') }],
          },
        ]}
      >
        <Suspense>
          <ProgrammeFilter id={values.programme} />
        </Suspense>
      </FilterBar>
      <DataTable
        label={t('title')}
        columns={columns}
        query={networks}
        rowId={(row) => row.id}
        sort={values.sort ?? 'code'}
        count={(count) => t('count', { count })}
        empty={
          filtered ? (
            <EmptyState title={t('nothing_found')}>{t('nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} action={may && register}>
              {t('empty_hint')}
            </EmptyState>
          )
        }
      />
    </>
  )
}
