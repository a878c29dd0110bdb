import { useTranslation } from 'react-i18next'

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
