import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import type { Column } from '../../ui/data-table'
import { useReceiverColumns } from '../../ui/receivers/receiver-columns'
import './webhooks.css'

export function useWebhookColumns(): Column<WebhookOut>[] {
  const { t } = useTranslation('webhooks')
  const receiver = useReceiverColumns()
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
    receiver.state,
    {
      id: 'events',
      header: t('events_short'),
      cell: (row) => t('event_count', { count: row.event_types.length }),
    },
    receiver.success,
  ]
}
