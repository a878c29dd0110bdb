import { Checkbox, CheckboxGroup } from '@navikt/ds-react'
import { useController } from 'react-hook-form'
import { useFormField } from '../form/field-labels'
import './receivers.css'

interface TopicsInputProps {
  name: string
  label: string
  description: string
  /** All that can be chosen. */
  topics: readonly string[]
  words: (topic: string) => string
}

/** Of what a receiver is told. */
export function TopicsInput({ name, label, description, topics, words }: TopicsInputProps) {
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  return (
    <CheckboxGroup
      id={id}
      tabIndex={-1}
      size="small"
      legend={label}
      description={description}
      error={error}
      value={(field.value ?? []) as string[]}
      onChange={field.onChange}
    >
      <div className="receiver-topics">
        {topics.map((topic) => (
          <Checkbox key={topic} value={topic}>
            {words(topic)}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}
