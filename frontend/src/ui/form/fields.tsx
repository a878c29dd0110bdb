import {
  Select,
  type SelectProps,
  Textarea,
  type TextareaProps,
  TextField,
  type TextFieldProps,
} from '@navikt/ds-react'
import { Controller, useFormContext } from 'react-hook-form'
import { useFormField } from './field-labels'

/** An empty input is "not given", not an empty text. */
const emptyAsNull = (value: unknown) => (value === '' ? null : value)

type Own<Props> = Omit<Props, 'name' | 'label' | 'error' | 'id' | 'ref'> & {
  name: string
  label: string
  /** Send null when nothing is given (for what may be left out). */
  optional?: boolean
}

export function TextInput({ name, label, optional, ...rest }: Own<TextFieldProps>) {
  const field = useFormField(name, label)
  const { register } = useFormContext()
  const options = optional ? { setValueAs: emptyAsNull } : {}
  return <TextField size="small" {...rest} {...field} label={label} {...register(name, options)} />
}

export function TextAreaInput({ name, label, optional, ...rest }: Own<TextareaProps>) {
  const field = useFormField(name, label)
  return (
    <Controller
      name={name}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <Textarea
          size="small"
          {...rest}
          {...field}
          ref={ref}
          label={label}
          name={name}
          value={typeof value === 'string' ? value : ''}
          onBlur={onBlur}
          onChange={(event) => onChange(optional ? emptyAsNull(event.target.value) : event.target.value)}
        />
      )}
    />
  )
}

/** Held by the form and not by the element: its options may come after its value. */
export function SelectInput({ name, label, optional, children, ...rest }: Own<SelectProps>) {
  const field = useFormField(name, label)
  return (
    <Controller
      name={name}
      render={({ field: { value, onChange, onBlur, ref } }) => (
        <Select
          size="small"
          {...rest}
          {...field}
          ref={ref}
          label={label}
          name={name}
          value={String(value ?? '')}
          onBlur={onBlur}
          onChange={(event) => onChange(optional ? emptyAsNull(event.target.value) : event.target.value)}
        >
          {children}
        </Select>
      )}
    />
  )
}
