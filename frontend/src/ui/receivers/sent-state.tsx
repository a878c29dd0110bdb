import { useTranslation } from 'react-i18next'
import type { WebhookDeliveryOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import { StatusTag } from '../status-tag'
import { deliveryTones } from './delivery-tones'
import { useEndWords } from './end-words'

type Row = Pick<WebhookDeliveryOut, 'state' | 'attempt' | 'max_attempt' | 'last_error' | 'next_attempt_at'>

/** How far a message has come, and why no further. */
export function SentState({ row }: { row: Row }) {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  const end = useEndWords()
  const { state, attempt, max_attempt, last_error, next_attempt_at } = row
  return (
    <>
      <StatusTag status={state} tone={deliveryTones[state]} label={t(`states.${state}`)} />
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
