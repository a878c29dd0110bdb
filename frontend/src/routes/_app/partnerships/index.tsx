import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listPartnershipsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { linkTypes, states } from '../../../features/partnerships/kinds'
import { usePartnershipColumns } from '../../../features/partnerships/partnership-columns'
import { SavedViews } from '../../../features/views/saved-views'
import { useCountries } from '../../../lib/countries'
import { given } from '../../../lib/given'
import { choice, isoDate, listSearch, type SearchOf, searchSchema, text } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { AsOfField } from '../../../ui/as-of-field'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({
  ...listSearch,
  sort: choice(['name', '-name', '-status_since']),
  status: choice(states),
  link_type: choice(linkTypes),
  country: text(),
  as_of: isoDate(),
})

const query = ({ after, ...filters }: SearchOf<typeof search>) =>
  listPartnershipsOptions({ query: given({ ...filters, cursor: after, with_total: true }) })

export const Route = createFileRoute('/_app/partnerships/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(query(deps)),
  component: Partnerships,
})

function Partnerships() {
  const { t } = useTranslation('partnerships')
  const values = Route.useSearch()
  const partnerships = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const { choices } = useCountries()
  const columns = usePartnershipColumns(values.as_of)
  const may = useMay('partnership.write')
  const register = <LinkButton to="/partnerships/new">{t('register')}</LinkButton>
  const filtered = values.q || values.status || values.link_type || values.country || values.as_of
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <SavedViews />
            <ListDownload list="partnerships" values={values} />
            <LinkButton
              to="/map"
              search={values.as_of ? { as_of: values.as_of } : {}}
              variant="secondary"
              data-color="neutral"
            >
              {t('show_map')}
            </LinkButton>
            {may && register}
          </>
        }
      />
      <FilterBar
        values={values}
        search={t('search')}
        filters={[
          {
            key: 'status',
            label: t('status'),
            options: states.map((value) => ({ value, label: t(`statuses.${value}`) })),
          },
          {
            key: 'link_type',
            label: t('link_type'),
            options: linkTypes.map((value) => ({ value, label: t(`link_types.${value}`) })),
          },
          { key: 'country', label: t('country'), options: choices },
        ]}
      >
        <AsOfField value={values.as_of} />
      </FilterBar>
      <DataTable
        label={t('title')}
        columns={columns}
        query={partnerships}
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
