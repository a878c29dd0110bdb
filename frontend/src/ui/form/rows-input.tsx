import { PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'

export interface RowsInputProps {
  /** The field that holds the list. */
  name: string
  legend: string
  hint?: string
  add: string
  /** What the button that takes this row away is called. */
  remove: (number: number) => string
  /** A new row. */
  empty: () => object
  children: (row: string, number: number) => ReactNode
  /** Rows of several lines stand in frames. */
  framed?: boolean
}

/** A list inside of a form: rows are added at the end and taken away one by one. */
export function RowsInput({
  name,
  legend,
  hint,
  add,
  remove,
  empty,
  children,
  framed = false,
}: RowsInputProps) {
  const { control } = useFormContext()
  // The rows' own `id` is the service's: the one for React needs another name.
  const rows = useFieldArray({ control, name, keyName: 'key' })
  return (
    <fieldset className="fields">
      <legend>{legend}</legend>
      {hint && <p className="flush small subtle">{hint}</p>}
      {rows.fields.map((field, index) => (
        <div key={field.key} className={framed ? 'fields__row fields__row--framed' : 'fields__row'}>
          {children(`${name}.${index}`, index + 1)}
          <Button
            type="button"
            size="small"
            variant="tertiary"
            data-color="neutral"
            icon={<TrashIcon title={remove(index + 1)} />}
            onClick={() => rows.remove(index)}
          />
        </div>
      ))}
      <div>
        <Button
          type="button"
          size="small"
          variant="secondary"
          icon={<PlusIcon aria-hidden />}
          onClick={() => rows.append(empty())}
        >
          {add}
        </Button>
      </div>
    </fieldset>
  )
}
