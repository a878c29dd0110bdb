import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { WebhookDeliveryOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { SentState } from '../../ui/receivers/sent-state'
import { useEventWords } from './words'

export function useSentColumns(open: (id: string) => void): Column<WebhookDeliveryOut>[] {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  const words = useEventWords()
  return [
    { id: 'event', header: t('event'), cell: (row) => words(row.event_type) },
    {
      id: 'happened',
      header: t('happened'),
      nowrap: true,
      cell: (row) => datetime(language, row.occurred_at),
    },
    { id: 'state', header: t('state'), cell: (row) => <SentState row={row} /> },
    {
      id: 'look',
      header: t('details'),
      cell: (row) => (
        <Button size="xsmall" variant="tertiary" onClick={() => open(row.id)}>
          {t('look')}
          <span className="sr-only">
            {' '}
            {`${words(row.event_type)}, ${datetime(language, row.occurred_at)}`}
          </span>
        </Button>
      ),
    },
  ]
}
