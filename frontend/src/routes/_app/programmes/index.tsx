import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listProgrammesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { useProgrammeColumns } from '../../../features/programmes/programme-columns'
import { RemindersButton } from '../../../features/reminders/reminders-button'
import { given } from '../../../lib/given'
import { choice, listSearch, type SearchOf, searchSchema } from '../../../lib/search'
import { useMay, useMayEverywhere } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { ListDownload } from '../../../ui/list-download'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({ ...listSearch, sort: choice(['code', 'title', '-title']) })

const query = ({ q, sort, after }: SearchOf<typeof search>) =>
  listProgrammesOptions({ query: given({ q, sort, cursor: after, with_total: true }) })

export const Route = createFileRoute('/_app/programmes/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => void context.queryClient.prefetchQuery(query(deps)),
  component: Programmes,
})

function Programmes() {
  const { t } = useTranslation('programmes')
  const values = Route.useSearch()
  const programmes = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useProgrammeColumns()
  const may = useMayEverywhere('programme.write')
  // What holds for the whole installation is laid down by those who also run it.
  const mayRemind = useMay('person.write')
  const register = <LinkButton to="/programmes/new">{t('register')}</LinkButton>
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            <ListDownload list="programmes" values={values} />
            {mayRemind && <RemindersButton />}
            {may && register}
          </>
        }
      />
      <FilterBar values={values} search={t('search')} />
      <DataTable
        label={t('title')}
        columns={columns}
        query={programmes}
        rowId={(row) => row.id}
        sort={values.sort ?? 'code'}
        count={(count) => t('count', { count })}
        empty={
          values.q ? (
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
