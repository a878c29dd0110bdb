import { useEffect, useId, useState } from 'react'

interface DayFieldProps {
  label: string
  value: string | undefined
  onDay: (day: string | undefined) => void
}

/** A day that a page is narrowed to. */
export function DayField({ label, value, onDay }: DayFieldProps) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  const id = useId()
  return (
    // The library's text field takes no dates, and its calendar is heavy: the browser's own has its looks.
    <div className="aksel-form-field aksel-form-field--small">
      <label htmlFor={id} className="aksel-form-field__label aksel-label aksel-label--small">
        {label}
      </label>
      <input
        id={id}
        type="date"
        className="aksel-text-field__input aksel-body-short aksel-body-short--small"
        value={typed}
        min="1900-01-01"
        max="2200-12-31"
        onChange={(event) => {
          const day = event.target.value
          setTyped(day)
          // While a year is typed the field holds days such as 0020-01-01.
          if (day === '' || day >= '1900-01-01') onDay(day || undefined)
        }}
      />
    </div>
  )
}
