import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listProjectsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { useProjectColumns } from '../../../features/projects/project-columns'
import { useProjectFilters } from '../../../features/projects/project-filters'
import { statuses } from '../../../features/projects/statuses'
import { SavedViews } from '../../../features/views/saved-views'
import { given } from '../../../lib/given'
import {
  choice,
  flag,
  integer,
  listSearch,
  type SearchOf,
  searchSchema,
  text,
  uuid,
} from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({
  ...listSearch,
  sort: choice(['code', 'title', '-title', 'starts_on', '-starts_on', 'budget', '-budget']),
  programme: uuid(),
  network: uuid(),
  country: text(),
  theme: uuid(),
  status: choice(statuses),
  funder: uuid(),
  year: integer(1900, 2199),
  organisation: uuid(),
  archived: flag(),
})

const query = ({ after, archived, ...rest }: SearchOf<typeof search>) =>
  listProjectsOptions({
    query: given({ ...rest, cursor: after, include_archived: archived, with_total: true }),
  })

export const Route = createFileRoute('/_app/projects/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(query(deps)),
  component: Projects,
})

function Projects() {
  const { t } = useTranslation('projects')
  const values = Route.useSearch()
  const projects = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useProjectColumns()
  const filters = useProjectFilters()
  const may = useMay('programme.write')
  const { sort: _sort, after: _after, archived: _archived, ...narrowing } = values
  const filtered = Object.values(narrowing).some((value) => value !== undefined)
  const register = <LinkButton to="/projects/new">{t('register')}</LinkButton>
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <SavedViews />
            <ListDownload list="projects" values={values} />
            {may && register}
          </>
        }
      />
      <FilterBar values={values} search={t('search')} filters={filters} />
      <DataTable
        label={t('title')}
        columns={columns}
        query={projects}
        rowId={(row) => row.id}
        sort={values.sort ?? 'code'}
        count={(count) => t('count', { count })}
        empty={
          filtered ? (
            <EmptyState title={t('nothing_found')}>{t('nothing_found_hint')}</EmptyState>
          ) : (
            <EmptyState title={t('empty')} action={<FirstStep />}>
              {t('empty_hint')}
            </EmptyState>
          )
        }
      />
    </>
  )
}

/** A portfolio usually exists as a spreadsheet already. */
function FirstStep() {
  const { t } = useTranslation('projects')
  const { routesByPath } = useRouter()
  const may = useMay('import.write') && '/imports/new' in routesByPath
  return may && <LinkButton to={'/imports/new' as '/'}>{t('import')}</LinkButton>
}
