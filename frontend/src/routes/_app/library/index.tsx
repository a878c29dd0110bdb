import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { listDefinitionsOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import { useDefinitionColumns } from '../../../features/library/definition-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { choice, flag, listSearch, type SearchOf, searchSchema, uuid } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'
import { kinds } from '../../../ui/rule/kinds'

// The list is there without it.
const ProgrammeFilter = lazy(() =>
  import('../../../features/library/programme-filter').then((part) => ({ default: part.ProgrammeFilter })),
)

const search = searchSchema({
  ...listSearch,
  kind: choice(kinds),
  shared: flag(),
  programme: uuid(),
  archived: flag(),
})

const query = ({ q, kind, shared, programme, archived, after }: SearchOf<typeof search>) =>
  listDefinitionsOptions({
    query: given({
      q,
      kind,
      shared: shared || undefined,
      programme_id: programme,
      include_archived: archived || undefined,
      cursor: after,
      with_total: true,
    }),
  })

export const Route = createFileRoute('/_app/library/')({
  validateSearch: search,
  loader: laterTexts,
  component: Library,
})

function Library() {
  const { t } = useTranslation('library')
  const values = Route.useSearch()
  const definitions = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useDefinitionColumns()
  const may = useMay('definition.write')
  const register = <LinkButton to="/library/new">{t('register')}</LinkButton>
  const filtered = values.q || values.kind || values.shared || values.programme
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <LinkButton to="/library/axes" variant="secondary">
              {t('axes')}
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
            key: 'kind',
            label: t('fields.kind'),
            options: kinds.map((value) => ({ value, label: t(`choices.kind.${value}`) })),
          },
          { key: 'shared', label: t('library'), options: [{ value: 'true', label: t('of_installation') }] },
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
        query={definitions}
        rowId={(row) => row.id}
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
