import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchChange } from '../lib/search'

/** The day for which the page shows things; kept in the address. */
export function AsOfField({ value }: { value: string | undefined }) {
  const { t } = useTranslation()
  const change = useSearchChange()
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => setTyped(value ?? ''), [value])
  const settle = (day: string) => {
    // While a year is typed the field holds days such as 0020-01-01.
    if (day === '' || day >= '1900-01-01') change({ as_of: day || undefined })
  }
  const id = useId()
  return (
    // The library's text field takes no dates, and its calendar is heavy: the browser's own has its looks.
    <div className="aksel-form-field aksel-form-field--small">
      <label htmlFor={id} className="aksel-form-field__label aksel-label aksel-label--small">
        {t('as_of')}
      </label>
      <input
        id={id}
        type="date"
        className="aksel-text-field__input aksel-body-short aksel-body-short--small"
        value={typed}
        min="1900-01-01"
        max="2200-12-31"
        onChange={(event) => {
          setTyped(event.target.value)
          settle(event.target.value)
        }}
      />
    </div>
  )
}
