import './privacy.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listRetentionRunsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { RetentionRunOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, num } from '../../lib/format'
import { given } from '../../lib/given'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'

/** What the nightly runs deleted because its time was over. */
export function RetentionTable({ after }: { after: string | undefined }) {
  const { t } = useTranslation('privacy')
  const language = useLanguage()
  const runs = useQuery({
    ...listRetentionRunsOptions({ query: given({ cursor: after, with_total: true }) }),
    placeholderData: keepPreviousData,
  })
  const columns: Column<RetentionRunOut>[] = [
    { id: 'day', header: t('runs.day'), nowrap: true, cell: (row) => dat(language, row.ran_on) },
    { id: 'table', header: t('record.table'), cell: (row) => row.table_name },
    { id: 'deleted', header: t('runs.deleted'), align: 'right', cell: (row) => num(language, row.deleted) },
  ]
  return (
    <DataTable
      label={t('runs.title')}
      columns={columns}
      query={runs}
      rowId={(row) => `${row.ran_on} ${row.table_name}`}
      count={(count) => t('runs.count', { count })}
      empty={<EmptyState title={t('runs.none')}>{t('runs.none_hint')}</EmptyState>}
    />
  )
}
