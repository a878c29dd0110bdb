import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listOrganisationsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { kinds } from '../../../features/organisations/kinds'
import { useOrganisationColumns } from '../../../features/organisations/organisation-columns'
import { SavedViews } from '../../../features/views/saved-views'
import { useCountries } from '../../../lib/countries'
import { given } from '../../../lib/given'
import { choice, flag, listSearch, type SearchOf, searchSchema, text } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({
  ...listSearch,
  sort: choice(['name', '-name', 'country']),
  kind: choice(kinds),
  country: text(),
  archived: flag(),
})

const query = ({ q, kind, country, sort, after, archived }: SearchOf<typeof search>) =>
  listOrganisationsOptions({
    query: given({ q, kind, country, sort, cursor: after, include_archived: archived, with_total: true }),
  })

export const Route = createFileRoute('/_app/organisations/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(query(deps)),
  component: Organisations,
})

function Organisations() {
  const { t } = useTranslation('organisations')
  const values = Route.useSearch()
  const organisations = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const { choices } = useCountries()
  const columns = useOrganisationColumns()
  const may = useMay('organisation.write')
  const register = <LinkButton to="/organisations/new">{t('register')}</LinkButton>
  const filtered = values.q || values.kind || values.country
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <SavedViews />
            <ListDownload list="organisations" values={values} />
            {may && register}
          </>
        }
      />
      <FilterBar
        values={values}
        search={t('search')}
        filters={[
          {
            key: 'kind',
            label: t('kind'),
            options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })),
          },
          { key: 'country', label: t('country'), options: choices },
          {
            key: 'archived',
            label: t('shown'),
            all: t('current_only'),
            options: [{ value: 'true', label: t('with_archived') }],
          },
        ]}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={organisations}
        rowId={(row) => row.id}
        sort={values.sort ?? 'name'}
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
