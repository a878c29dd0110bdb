import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { ReceiverState } from '../../ui/receivers/receiver-state'
import './webhooks.css'

export function useWebhookColumns(): Column<WebhookOut>[] {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  return [
    {
      id: 'name',
      header: t('name'),
      cell: (row) => (
        <>
          <Link to="/webhooks/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <span className="block small subtle webhook-url">{row.url}</span>
        </>
      ),
    },
    { id: 'state', header: t('state'), cell: (row) => <ReceiverState receiver={row} /> },
    {
      id: 'events',
      header: t('events_short'),
      cell: (row) => t('event_count', { count: row.event_types.length }),
    },
    {
      id: 'success',
      header: t('last_success'),
      nowrap: true,
      cell: (row) =>
        row.last_success_at ? (
          <time dateTime={row.last_success_at} title={datetime(language, row.last_success_at)}>
            {ago(language, row.last_success_at)}
          </time>
        ) : (
          t('never')
        ),
    },
  ]
}
