import { useTranslation } from 'react-i18next'

/** Topics arrive while running, so their keys cannot be typed; a test holds the texts against the contracts. */
type Say = (key: string, values?: Record<string, unknown>) => string

/** What a kind of mail tells of, as the list of deliveries calls it. */
export function useTopicName(): (topic: string) => string {
  const { t } = useTranslation('deliveries')
  const say = t as unknown as Say
  return (topic) => say(`topic.${topic}`, { defaultValue: topic })
}
