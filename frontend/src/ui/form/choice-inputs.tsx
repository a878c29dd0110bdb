import { TextField } from '@navikt/ds-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useController } from 'react-hook-form'
import type { AsyncComboboxProps } from '../async-combobox'
import type { Option } from '../combobox'
import { useFormField } from './field-labels'

// Heavy, and in many forms below the first screen: they come after the form itself.
const AsyncCombobox = lazy(() =>
  import('../async-combobox').then((part) => ({ default: part.AsyncCombobox })),
)
const Combobox = lazy(() => import('../combobox').then((part) => ({ default: part.Combobox })))

interface ComingProps {
  label: string
  description?: string | undefined
  children: ReactNode
}

/** The same room is taken while the box comes, so that nothing jumps. */
function Coming({ label, description, children }: ComingProps) {
  const room = <TextField size="small" label={label} description={description} readOnly aria-busy />
  return <Suspense fallback={room}>{children}</Suspense>
}

interface ManyChoicesInputProps {
  /** The field that holds a list of values. */
  name: string
  label: string
  description?: string
  options: Option[]
}

/** Any number of a list that is at hand: countries, themes. */
export function ManyChoicesInput({ name, label, description, options }: ManyChoicesInputProps) {
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const chosen = (field.value ?? []) as string[]
  const selected = chosen.map(
    (value) => options.find((option) => option.value === value) ?? { value, label: value },
  )
  return (
    <Coming label={label} description={description}>
      <Combobox
        id={id}
        size="small"
        label={label}
        description={description}
        error={error}
        isMultiSelect
        options={options}
        selectedOptions={selected}
        onToggleSelected={(value, added) =>
          field.onChange(added ? [...chosen, value] : chosen.filter((other) => other !== value))
        }
      />
    </Coming>
  )
}

/** Outside of a form's own fields: whoever shows it keeps what was chosen. */
export function AsyncChoice(props: AsyncComboboxProps) {
  return (
    <Coming label={props.label} description={props.description}>
      <AsyncCombobox {...props} />
    </Coming>
  )
}

interface AsyncChoiceInputProps extends Pick<AsyncComboboxProps, 'description' | 'searchKey' | 'load'> {
  /** The field that holds the value of what was chosen. */
  name: string
  label: string
  /** What the value that the form starts with is called. */
  known?: string | undefined
}

/** One of too many to list, found by typing; the form holds its value. */
export function AsyncChoiceInput({ name, label, known, ...rest }: AsyncChoiceInputProps) {
  const { field } = useController({ name })
  const { id, error } = useFormField(name, label)
  const [words, setWords] = useState(known ?? '')
  const value = typeof field.value === 'string' && field.value ? field.value : null
  return (
    <Coming label={label} description={rest.description}>
      <AsyncCombobox
        {...rest}
        id={id}
        size="small"
        label={label}
        error={error}
        value={value ? { value, label: words || value } : null}
        onChange={(option) => {
          setWords(option?.label ?? '')
          field.onChange(option?.value ?? '')
        }}
      />
    </Coming>
  )
}
