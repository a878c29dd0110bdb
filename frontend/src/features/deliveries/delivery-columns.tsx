import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DeliveryOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { deliveryTones } from '../../ui/receivers/delivery-tones'
import { StatusTag } from '../../ui/status-tag'
import { ReplayButton } from './replay-button'
import { useEndWords, useTopicWords } from './words'

export function useDeliveryColumns(): Column<DeliveryOut>[] {
  const { t } = useTranslation('deliveries')
  const language = useLanguage()
  const topic = useTopicWords()
  return [
    { id: 'topic', header: t('what'), cell: (row) => topic(row.topic) },
    { id: 'target', header: t('to'), cell: (row) => <Target row={row} /> },
    { id: 'state', header: t('state'), cell: (row) => <State row={row} /> },
    {
      id: 'written',
      header: t('written'),
      cell: (row) => datetime(language, row.created_at),
    },
    { id: 'then', header: t('then'), cell: (row) => <Then row={row} /> },
    { id: 'again', header: t('action'), cell: (row) => <ReplayButton delivery={row} /> },
  ]
}

function State({ row }: { row: DeliveryOut }) {
  const { t } = useTranslation('deliveries')
  const language = useLanguage()
  const end = useEndWords()
  const { state, attempt, max_attempt, last_error } = row
  return (
    <>
      <StatusTag status={state} tone={deliveryTones[state]} label={t(`states.${state}`)} />
      <span className="block small subtle">
        {t('attempt_of', { attempt: num(language, attempt), most: num(language, max_attempt) })}
      </span>
      {last_error && <span className="block small">{end(last_error)}</span>}
    </>
  )
}

/** The person's page says who it is, to those who may know. */
function Target({ row }: { row: DeliveryOut }) {
  const { t } = useTranslation('deliveries')
  if (row.channel !== 'email') return t(`channels.${row.channel}`)
  return (
    <Link to="/people/$id" params={{ id: row.target_id }}>
      {t('person')}
    </Link>
  )
}

function Then({ row }: { row: DeliveryOut }) {
  const { t } = useTranslation('deliveries')
  const language = useLanguage()
  if (row.ended_at) return datetime(language, row.ended_at)
  if (row.state !== 'pending' || row.attempt === 0) return ''
  return t('next_attempt', { time: datetime(language, row.next_attempt_at) })
}
