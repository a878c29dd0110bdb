import { Checkbox, CheckboxGroup } from '@navikt/ds-react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { zWebhookBody } from '../../api/notifications/zod.gen'
import { useFormField } from '../../ui/form/field-labels'
import { useEventWords } from './words'
import './webhooks.css'

/** All that can be chosen, as the contract lists it. */
export const eventTypes: readonly string[] = zWebhookBody.shape.event_types.def.element.options

/** Of what the receiver is told. */
export function EventTypesInput({ name }: { name: string }) {
  const { t } = useTranslation('webhooks')
  const label = t('events')
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const words = useEventWords()
  return (
    <CheckboxGroup
      id={id}
      tabIndex={-1}
      size="small"
      legend={label}
      description={t('events_hint')}
      error={error}
      value={(field.value ?? []) as string[]}
      onChange={field.onChange}
    >
      <div className="webhook-events">
        {eventTypes.map((type) => (
          <Checkbox key={type} value={type}>
            {words(type)}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
