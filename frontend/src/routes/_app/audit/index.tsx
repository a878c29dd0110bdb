import { DownloadIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { listAuditEventsOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { csvAddress, eventQuery } from '../../../features/audit/address'
import { useAuditColumns } from '../../../features/audit/columns'
import { eventKinds, objectTypes, outcomes } from '../../../features/audit/kinds'
import { choice, isoDate, matching, searchSchema, text, uuid } from '../../../lib/search'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { PageHeader } from '../../../ui/page-header'

// Beside the list, and heavy: fetched while the list is.
const SealNote = lazy(() =>
  import('../../../features/audit/seal-note').then(({ SealNote }) => ({ default: SealNote })),
)
const AuditFilters = lazy(() =>
  import('../../../features/audit/audit-filters').then(({ AuditFilters }) => ({ default: AuditFilters })),
)

const search = searchSchema({
  after: text(),
  kind: choice(eventKinds),
  outcome: choice(outcomes),
  object_type: choice(objectTypes),
  action: matching(/^[a-z0-9_.]{1,100}$/),
  actor: uuid(),
  object: uuid(),
  request: uuid(),
  from: isoDate(),
  to: isoDate(),
})

export const Route = createFileRoute('/_app/audit/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) =>
    void context.queryClient.prefetchQuery(listAuditEventsOptions({ query: eventQuery(deps) })),
  component: Audit,
})

/** Who did what, for auditors and administrators. */
function Audit() {
  const { t } = useTranslation('audit')
  const values = Route.useSearch()
  const events = useQuery({
    ...listAuditEventsOptions({ query: eventQuery(values) }),
    placeholderData: keepPreviousData,
  })
  const columns = useAuditColumns()
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button
            as="a"
            size="small"
            variant="secondary"
            icon={<DownloadIcon aria-hidden />}
            href={csvAddress(values)}
            download
          >
            {t('download')}
          </Button>
        }
      />
      <div className="stack">
        <Suspense>
          <SealNote />
          <AuditFilters values={values} />
        </Suspense>
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
