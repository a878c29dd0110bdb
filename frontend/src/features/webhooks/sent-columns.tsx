import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { WebhookDeliveryOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { StatusTag } from '../../ui/status-tag'
import { tones, useEndWords, useEventWords } from './words'

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
    { id: 'state', header: t('state'), cell: (row) => <State row={row} /> },
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

function State({ row }: { row: WebhookDeliveryOut }) {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  const end = useEndWords()
  const { state, attempt, max_attempt, last_error, next_attempt_at } = row
  return (
    <>
      <StatusTag status={state} tone={tones[state]} label={t(`states.${state}`)} />
      <span className="block small subtle">
        {t('attempt_of', { attempt: num(language, attempt), most: num(language, max_attempt) })}
        {state === 'pending' &&
          attempt > 0 &&
          ` · ${t('again_at', { time: datetime(language, next_attempt_at) })}`}
      </span>
      {last_error && <span className="block small">{end(last_error)}</span>}
    </>
  )
}
