import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { listPartnershipsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { isInFunnel } from '../../../features/partnerships/in-funnel'
import { linkTypes, states } from '../../../features/partnerships/kinds'
import { usePartnershipColumns } from '../../../features/partnerships/partnership-columns'
import { SavedViews } from '../../../features/views/saved-views'
import { laterTexts } from '../../../i18n'
import { useCountries } from '../../../lib/countries'
import { given } from '../../../lib/given'
import { choice, isoDate, listSearch, type SearchOf, searchSchema, text, uuid } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { AsOfField } from '../../../ui/as-of-field'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { PageHeader } from '../../../ui/page-header'

// Only who comes from a funnel sees them; so with their words.
const FunnelChips = lazy(async () => {
  const [part] = await Promise.all([import('../../../features/partnerships/funnel-chips'), laterTexts()])
  return { default: part.FunnelChips }
})

const search = searchSchema({
  ...listSearch,
  sort: choice(['name', '-name', '-status_since']),
  status: choice(states),
  link_type: choice(linkTypes),
  country: text(),
  as_of: isoDate(),
  supported_by: uuid(),
  not_supported_by: uuid(),
  funding_round: uuid(),
  reached: uuid(),
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
  const inFunnel = isInFunnel(values)
  const filtered = values.q || values.status || values.link_type || values.country || values.as_of || inFunnel
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
      <Suspense>{inFunnel && <FunnelChips values={values} />}</Suspense>
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
