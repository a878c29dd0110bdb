import { useTranslation } from 'react-i18next'

/** Topics arrive while running, so their keys cannot be typed; a test holds the texts against the contracts. */
type Say = (key: string, values?: Record<string, unknown>) => string

/** What it tells of; a topic that is newer than these words is a message. */
export function useTopicWords(): (topic: string | null) => string {
  const { t } = useTranslation('deliveries')
  const say = t as unknown as Say
  return (topic) =>
    topic === null
      ? t('topic_gone')
      : say(`topic.${topic.replace(/\.v\d+$/, '')}`, { defaultValue: t('topic_unknown') })
}

const known = [
  'expired',
  'sender_lost',
  'bad_address',
  'read',
  'replaced',
  'account_ended',
  'no_access',
  'switched_off',
  'muted',
  'empty',
  'quiet_hours',
  'bounced',
] as const
const unreachable = /Connect|Timeout|gaierror|OSError/

/** Why it went no further, in words; a server's code stays for who runs that server. */
export function useEndWords(): (code: string) => string {
  const { t } = useTranslation('deliveries')
  return (code) => {
    const one = known.find((name) => name === code)
    if (one) return t(`end.${one}`)
    if (unreachable.test(code)) return t('end.unreachable', { code })
    return t('end.answer', { code })
  }
}
