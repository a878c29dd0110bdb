import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listPersonalReadsOptions } from '../../api/registry/@tanstack/react-query.gen'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { type AuditSearch, readQuery } from './address'
import { useReadColumns } from './read-columns'
import { ReadFilters } from './read-filters'

/** Who saw what is stored about whom. */
export function ReadList({ values }: { values: AuditSearch }) {
  const { t } = useTranslation('audit')
  const reads = useQuery({
    ...listPersonalReadsOptions({ query: readQuery(values) }),
    placeholderData: keepPreviousData,
  })
  const columns = useReadColumns()
  return (
    <>
      <p className="subtle">{t('reads.lead')}</p>
      <ReadFilters values={values} />
      <DataTable
        label={t('reads.title')}
        columns={columns}
        query={reads}
        rowId={(row) => String(row.position)}
        empty={<EmptyState title={t('reads.none')}>{t('reads.none_hint')}</EmptyState>}
      />
    </>
  )
}
