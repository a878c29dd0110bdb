import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'

/** Names of products, in every language the same. */
export const kindNames: Record<ChatChannelOut['kind'], string> = {
  teams: 'Microsoft Teams',
  slack: 'Slack',
  mattermost: 'Mattermost',
  matrix: 'Matrix',
}

/** Topics arrive while running, so their keys cannot be typed; a test holds the texts against the contracts. */
type Say = (key: string, values?: Record<string, unknown>) => string

/** What a topic tells of, as the list of notifications calls it. */
export function useTopicWords(): (topic: string) => string {
  const { t } = useTranslation('deliveries')
  const say = t as unknown as Say
  return (topic) => say(`topic.${topic}`, { defaultValue: topic })
}
