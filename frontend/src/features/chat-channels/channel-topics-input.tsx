import { useTranslation } from 'react-i18next'
import { zChatChannelBody } from '../../api/notifications/zod.gen'
import { TopicsInput } from '../../ui/receivers/topics-input'
import { useTopicWords } from './words'

/** All that can be chosen, as the contract lists it. */
const topics: readonly string[] = zChatChannelBody.shape.topics.def.element.options

/** Of what the channel is told. */
export function ChannelTopicsInput() {
  const { t } = useTranslation('channels')
  const words = useTopicWords()
  return (
    <TopicsInput
      name="topics"
      label={t('topics')}
      description={t('topics_hint')}
      topics={topics}
      words={words}
    />
  )
}
