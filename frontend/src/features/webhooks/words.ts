import { useTranslation } from 'react-i18next'
import type { WebhookDeliveryOut } from '../../api/notifications/types.gen'
import type { Tone } from '../../ui/status-tag'

export const tones: Record<WebhookDeliveryOut['state'], Tone> = {
  pending: 'info',
  sending: 'info',
  delivered: 'success',
  dead: 'danger',
  cancelled: 'neutral',
  suppressed: 'warning',
}

/** Topics arrive while running, so their keys cannot be typed; a test holds the texts against the contracts. */
type Say = (key: string, values?: Record<string, unknown>) => string

/** What an event tells of, as the list of notifications calls it. */
export function useEventWords(): (type: string) => string {
  const { t } = useTranslation(['deliveries', 'webhooks'])
  const say = t as unknown as Say
  return (type) =>
    type === 'webhook.test.v1'
      ? t('webhooks:test_event')
      : say(`deliveries:topic.${type.replace(/\.v\d+$/, '')}`, { defaultValue: type })
}

const known = [
  'timeout',
  'address_refused',
  'name_unknown',
  'encryption_failed',
  'bad_answer',
  'connection_failed',
  'redirected',
  'no_access',
  'expired',
  'sender_lost',
  'no_secret_key',
] as const

/** Why a receiver did not take it, in words; its own code stays for who runs it. */
export function useEndWords(): (code: string) => string {
  const { t } = useTranslation('webhooks')
  return (code) => {
    const one = known.find((name) => name === code)
    if (one) return t(`end.${one}`)
    const status = /^http_(\d+)$/.exec(code)?.[1]
    return status ? t('end.answered', { status }) : code
  }
}
