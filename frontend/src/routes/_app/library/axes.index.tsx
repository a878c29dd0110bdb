import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listAxesOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import { useAxisColumns } from '../../../features/library/axis-columns'
import { laterTexts } from '../../../i18n'
import { given } from '../../../lib/given'
import { flag, type SearchOf, searchSchema, text } from '../../../lib/search'
import { useMay } from '../../../lib/session'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { FilterBar } from '../../../ui/filter-bar'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'

const search = searchSchema({ archived: flag(), after: text() })

const query = ({ archived, after }: SearchOf<typeof search>) =>
  listAxesOptions({
    query: given({ include_archived: archived || undefined, cursor: after, with_total: true }),
  })

export const Route = createFileRoute('/_app/library/axes/')({
  validateSearch: search,
  loader: laterTexts,
  component: Axes,
})

function Axes() {
  const { t } = useTranslation('library')
  const values = Route.useSearch()
  const axes = useQuery({ ...query(values), placeholderData: keepPreviousData })
  const columns = useAxisColumns()
  const may = useMay('definition.write')
  const register = <LinkButton to="/library/axes/new">{t('axis.register')}</LinkButton>
  return (
    <>
      <PageHeader
        title={t('axis.title')}
        lead={t('axis.lead')}
        crumbs={[{ label: t('title'), link: { to: '/library' } }]}
        actions={may && register}
      />
      <FilterBar
        values={values}
        filters={[
          {
            key: 'archived',
            label: t('with_archived'),
            all: t('left_out'),
            options: [{ value: 'true', label: t('shown') }],
          },
        ]}
      />
      <DataTable
        label={t('axis.title')}
        columns={columns}
        query={axes}
        rowId={(row) => row.id}
        count={(count) => t('axis.count', { count })}
        empty={
          <EmptyState title={t('axis.empty')} action={may && register}>
            {t('axis.empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
