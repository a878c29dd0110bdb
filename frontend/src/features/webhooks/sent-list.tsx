import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { FilterBar } from '../../ui/filter-bar'
import { type SentFilter, sentQuery } from './queries'
import { useSentColumns } from './sent-columns'
import { states } from './states'

const SentDialog = lazy(() => import('./sent-dialog').then((part) => ({ default: part.SentDialog })))

/** What was sent to an endpoint, the newest first, and what came of it. */
export function SentList({ id, filter }: { id: string; filter: SentFilter }) {
  const { t } = useTranslation('webhooks')
  const [opened, setOpened] = useState<string>()
  const sent = useQuery({ ...sentQuery(id, filter), placeholderData: keepPreviousData })
  const columns = useSentColumns(setOpened)
  return (
    <section aria-labelledby="sent">
      <h2 id="sent">{t('sent')}</h2>
      <FilterBar
        values={{ state: filter.state }}
        filters={[
          {
            key: 'state',
            label: t('state'),
            options: states.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
      />
      <DataTable
        label={t('sent')}
        columns={columns}
        query={sent}
        rowId={(row) => row.id}
        count={(count) => t('sent_count', { count })}
        empty={
          <EmptyState title={t(filter.state ? 'nothing_found' : 'nothing_sent')}>
            {t(filter.state ? 'nothing_found_hint' : 'nothing_sent_hint')}
          </EmptyState>
        }
      />
      {opened && (
        <Suspense>
          <SentDialog id={opened} webhookId={id} close={() => setOpened(undefined)} />
        </Suspense>
      )}
    </section>
  )
}
