import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getDeliveryHealthOptions,
  listDeliveriesOptions,
} from '../../api/notifications/@tanstack/react-query.gen'
import { useDeliveryColumns } from '../../features/deliveries/delivery-columns'
import { states } from '../../features/deliveries/states'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'
import { choice, searchSchema, text } from '../../lib/search'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { FilterBar } from '../../ui/filter-bar'
import { InlineError } from '../../ui/inline-error'
import { MailTabs } from '../../ui/mail-tabs'
import { PageHeader } from '../../ui/page-header'

const DeliveryHealth = lazy(() =>
  import('../../features/deliveries/delivery-health').then((part) => ({ default: part.DeliveryHealth })),
)
const UnhandledEvents = lazy(() =>
  import('../../features/deliveries/unhandled-events').then((part) => ({ default: part.UnhandledEvents })),
)

const search = searchSchema({ state: choice([...states]), after: text() })
// While something is on its way it may be gone the next moment.
const LOOK_AGAIN = 5_000

export const Route = createFileRoute('/_app/deliveries')({
  validateSearch: search,
  loader: laterTexts,
  component: Deliveries,
})

/** What leaves the house about notifications, for who looks after the installation. */
function Deliveries() {
  const { t } = useTranslation('deliveries')
  const { state, after } = Route.useSearch()
  const health = useQuery({ ...getDeliveryHealthOptions(), refetchInterval: LOOK_AGAIN })
  const deliveries = useQuery({
    ...listDeliveriesOptions({ query: given({ state, cursor: after, with_total: true }) }),
    placeholderData: keepPreviousData,
    refetchInterval: LOOK_AGAIN,
  })
  const columns = useDeliveryColumns()
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <MailTabs />
      <Suspense>
        <UnhandledEvents />
      </Suspense>
      {health.error && <InlineError error={health.error} retry={health.refetch} />}
      <Suspense>{health.data && <DeliveryHealth health={health.data} />}</Suspense>
      <FilterBar
        values={{ state }}
        filters={[
          {
            key: 'state',
            label: t('state'),
            options: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
      />
      <DataTable
        label={t('title')}
        columns={columns}
        query={deliveries}
        rowId={(row) => row.id}
        count={(count) => t('count', { count })}
        empty={
          <EmptyState title={t(state ? 'nothing_found' : 'empty')}>
            {t(state ? 'nothing_found_hint' : 'empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
