import { useTranslation } from 'react-i18next'
import { zWebhookBody } from '../../api/notifications/zod.gen'
import { TopicsInput } from '../../ui/receivers/topics-input'
import { useEventWords } from './words'

/** All that can be chosen, as the contract lists it. */
const eventTypes: readonly string[] = zWebhookBody.shape.event_types.def.element.options

/** Of what the receiver is told. */
export function EventTypesInput({ name }: { name: string }) {
  const { t } = useTranslation('webhooks')
  const words = useEventWords()
  return (
    <TopicsInput
      name={name}
      label={t('events')}
      description={t('events_hint')}
      topics={eventTypes}
      words={words}
    />
  )
}
