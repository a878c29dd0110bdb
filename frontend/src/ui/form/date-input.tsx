import '@navikt/ds-css/dist/component/date.css'
import { DatePicker, useDatepicker } from '@navikt/ds-react'
import { Controller } from 'react-hook-form'
import { useFormField } from './field-labels'

export interface DateInputProps {
  name: string
  label: string
  description?: string
  fromDate?: Date
  toDate?: Date
}

/** A day; the form holds `YYYY-MM-DD`, or null when empty. */
export function DateInput({ name, ...rest }: DateInputProps) {
  return <Controller name={name} render={({ field }) => <Box name={name} {...rest} field={field} />} />
}

interface BoxProps extends DateInputProps {
  field: { value: unknown; onChange: (value: string | null) => void }
}

function Box({ name, label, description, fromDate, toDate, field }: BoxProps) {
  const { id, error } = useFormField(name, label)
  const start = typeof field.value === 'string' ? fromIso(field.value) : undefined
  const { datepickerProps, inputProps } = useDatepicker({
    ...(start ? { defaultSelected: start } : {}),
    ...(fromDate ? { fromDate } : {}),
    ...(toDate ? { toDate } : {}),
    onDateChange: (day) => field.onChange(day ? toIso(day) : null),
  })
  return (
    <DatePicker {...datepickerProps} {...(fromDate && toDate ? { dropdownCaption: true } : {})}>
      <DatePicker.Input
        {...inputProps}
        id={id}
        size="small"
        label={label}
        description={description}
        error={error}
      />
    </DatePicker>
  )
}

/** By its parts, not through UTC: a day must not move when the zone does. */
function toIso(day: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

function fromIso(text: string): Date | undefined {
  const [year, month, day] = text.split('-').map(Number)
  return year && month && day ? new Date(year, month - 1, day) : undefined
}
