import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import type { Column } from '../data-table'
import { ReceiverState } from './receiver-state'

type Receiver = Pick<WebhookOut, 'state' | 'failing_since' | 'last_success_at'>

/** How a receiver is doing, in any list of them. */
export function useReceiverColumns(): Record<'state' | 'success', Column<Receiver>> {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  return {
    state: { id: 'state', header: t('state'), cell: (row) => <ReceiverState receiver={row} /> },
    success: {
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
  }
}
