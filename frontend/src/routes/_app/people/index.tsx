import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { listPeopleOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { usePeopleColumns } from '../../../features/people/people-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { roles } from '../../../lib/roles'
import {
  choice,
  flag,
  listSearch,
  type SearchOf,
  searchSchema,
  useSearchChange,
  uuid,
} from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

// The list is there without it.
const OrganisationFilter = lazy(() =>
  import('../../../features/people/organisation-filter').then((part) => ({
    default: part.OrganisationFilter,
  })),
)

const search = searchSchema({
  ...listSearch,
  sort: choice(['name', '-name', 'newest']),
  role: choice(roles),
  organisation: uuid(),
  active: flag(),
})

const query = ({ q, role, organisation, active, sort, after }: SearchOf<typeof search>) =>
  listPeopleOptions({
    query: given({ q, role, organisation, active, sort, cursor: after, with_total: true }),
  })

export const Route = createFileRoute('/_app/people/')({
  validateSearch: search,
  loader: laterTexts,
  component: People,
})

function People() {
  const { t } = useTranslation(['people', 'shell'])
  const values = Route.useSearch()
  const people = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = usePeopleColumns()
  const may = useMay('invitation.write')
  const invite = <LinkButton to="/invitations/new">{t('people:invite')}</LinkButton>
  const filtered = values.q || values.role || values.organisation || values.active !== undefined
  return (
    <>
      <PageHeader title={t('people:title')} lead={t('people:lead')} actions={may && invite} />
      <FilterBar
        values={values}
        search={t('people:search')}
        filters={[
          {
            key: 'role',
            label: t('people:role'),
            options: roles.map((value) => ({ value, label: t(`shell:role.${value}`) })),
          },
          {
            key: 'active',
            label: t('people:accounts'),
            options: [
              { value: 'true', label: t('people:active') },
              { value: 'false', label: t('people:inactive') },
            ],
          },
        ]}
      >
        <Suspense>
          <OrganisationFilter id={values.organisation} />
        </Suspense>
      </FilterBar>
      <DataTable
        label={t('people:title')}
        columns={columns}
        query={people}
        rowId={(row) => row.id}
        sort={values.sort ?? 'name'}
        count={(count) => t('people:count', { count })}
        empty={
          filtered ? (
            <EmptyState title={t('people:nothing_found')}>{t('people:nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('people:empty')} action={may && invite}>
              {t('people:empty_hint')}
            </EmptyState>
          )
        }
      />
    </>
  )
}
