import '@navikt/ds-css/dist/component/date.css'
import { DatePicker, useDatepicker } from '@navikt/ds-react'
import type { DateInputProps } from './date-input'
import { useFormField } from './field-labels'

export interface DateBoxProps extends DateInputProps {
  field: { value: unknown; onChange: (value: string | null) => void }
}

const noDate = '?'

/** The calendar is heavy: `DateInput` fetches it when a form with a date is shown. */
export function DateBox({ name, label, description, fromDate, toDate, field }: DateBoxProps) {
  const { id, error } = useFormField(name, label)
  const start = typeof field.value === 'string' ? fromIso(field.value) : undefined
  const { datepickerProps, inputProps } = useDatepicker({
    ...(start ? { defaultSelected: start } : {}),
    ...(fromDate ? { fromDate } : {}),
    ...(toDate ? { toDate } : {}),
    onDateChange: (day) => field.onChange(day ? toIso(day) : null),
    onValidate: ({ isValidDate, isEmpty }) => {
      // What is no date must be refused, and not be taken for an empty field.
      if (!isValidDate && !isEmpty) field.onChange(noDate)
    },
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
