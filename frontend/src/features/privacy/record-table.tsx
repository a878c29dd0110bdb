import './privacy.css'
import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ProcessedTable } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { csvText, download } from '../../lib/csv'
import { list } from '../../lib/format'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { InlineError } from '../../ui/inline-error'
import { useProcessingRecord } from './queries'

/** Article 30: made from what the services declare, so it cannot fall behind them. */
export function RecordTable() {
  const { t } = useTranslation('privacy')
  const record = useProcessingRecord()
  const columns = useRecordColumns()
  if (record.error) return <InlineError error={record.error} />
  const save = () =>
    download(
      'processing-record.csv',
      csvText([
        columns.map((column) => column.header),
        ...record.tables.map((row) => columns.map((column) => String(column.cell(row)))),
      ]),
    )
  return (
    <DataTable
      label={t('record.title')}
      columns={columns}
      query={allRows(record.isPending ? undefined : record.tables)}
      rowId={(row) => row.table}
      tools={
        <Button
          size="small"
          variant="secondary"
          data-color="neutral"
          disabled={record.isPending}
          onClick={save}
        >
          {t('record.csv')}
        </Button>
      }
    />
  )
}

function useRecordColumns(): Column<ProcessedTable>[] {
  const { t } = useTranslation('privacy')
  const language = useLanguage()
  const all = (words: string[]) => list(language, [...new Set(words)])
  const kept = ({ kept_days: days, kept_since: since, kept_because: why }: ProcessedTable) => {
    if (days !== null) return t(`kept.${since === 'ended' ? 'ended' : 'created'}`, { count: days })
    return why === 'official_record' || why === 'accountability'
      ? t('kept.with_record')
      : t('kept.until_erasure')
  }
  return [
    { id: 'purpose', header: t('record.purpose'), cell: (row) => t(`purpose.${row.purpose}`) },
    { id: 'table', header: t('record.table'), cell: (row) => row.table, nowrap: true },
    {
      id: 'categories',
      header: t('record.categories'),
      cell: (row) => all(row.columns.map((column) => t(`category.${column.category}`))),
    },
    { id: 'basis', header: t('record.basis'), cell: (row) => t(`basis.${row.basis}`), width: '12rem' },
    { id: 'kept', header: t('record.kept'), cell: kept, width: '9rem' },
    {
      id: 'erasure',
      header: t('record.on_erasure'),
      cell: (row) => all(row.columns.map((column) => t(`on_erasure.${column.on_erasure}`))),
    },
    {
      id: 'why',
      header: t('record.kept_because'),
      cell: (row) => (row.kept_because ? t(`kept_because.${row.kept_because}`) : ''),
    },
  ]
}
