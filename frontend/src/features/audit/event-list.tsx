import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listAuditEventsOptions } from '../../api/registry/@tanstack/react-query.gen'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { type AuditSearch, eventQuery } from './address'
import { AuditFilters } from './audit-filters'
import { useAuditColumns } from './columns'
import { SealNote } from './seal-note'

/** Who did what, or was refused. */
export function EventList({ values }: { values: AuditSearch }) {
  const { t } = useTranslation('audit')
  const events = useQuery({
    ...listAuditEventsOptions({ query: eventQuery(values) }),
    placeholderData: keepPreviousData,
  })
  const columns = useAuditColumns()
  return (
    <>
      <div className="stack">
        <SealNote />
        <AuditFilters values={values} />
      </div>
      <DataTable
        label={t('title')}
        columns={columns}
        query={events}
        rowId={(row) => String(row.position)}
        empty={<EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>}
      />
    </>
  )
}
