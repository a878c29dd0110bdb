import { Checkbox, CheckboxGroup } from '@navikt/ds-react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { zChatChannelBody } from '../../api/notifications/zod.gen'
import { useFormField } from '../../ui/form/field-labels'
import { useTopicWords } from './words'
import './channels.css'

/** All that can be chosen, as the contract lists it. */
const topics: readonly string[] = zChatChannelBody.shape.topics.def.element.options

/** Of what the channel is told. */
export function TopicsInput() {
  const { t } = useTranslation('channels')
  const label = t('topics')
  const { field } = useController({ name: 'topics' })
  const { id, error } = useFormField('topics', label)
  const words = useTopicWords()
  return (
    <CheckboxGroup
      id={id}
      tabIndex={-1}
      size="small"
      legend={label}
      description={t('topics_hint')}
      error={error}
      value={(field.value ?? []) as string[]}
      onChange={field.onChange}
    >
      <div className="channel-topics">
        {topics.map((topic) => (
          <Checkbox key={topic} value={topic}>
            {words(topic)}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
