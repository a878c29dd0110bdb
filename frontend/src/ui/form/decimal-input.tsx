import { TextField } from '@navikt/ds-react'
import { useState } from 'react'
import { Controller } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { num, parseDecimal } from '../../lib/format'
import { useFormField } from './field-labels'

export interface DecimalInputProps {
  name: string
  label: string
  description?: string
  /** Shown after what was understood, as in "= 1 234,50 NOK". */
  unit?: string
  className?: string
}

/** A number as people write it in their language; the form holds a decimal string, or null when empty. */
export function DecimalInput({ name, ...rest }: DecimalInputProps) {
  return <Controller name={name} render={({ field }) => <Box name={name} {...rest} field={field} />} />
}

interface BoxProps extends DecimalInputProps {
  field: { value: unknown; onChange: (value: string | null) => void; onBlur: () => void }
}

function Box({ name, label, description, unit, className, field }: BoxProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { id, error } = useFormField(name, label)
  const value = typeof field.value === 'string' ? field.value : ''
  const [typed, setTyped] = useState(() => shown(language, value))
  const understood = parseDecimal(typed, language)
  const change = (text: string) => {
    setTyped(text)
    // What is not a number is handed on as it is: the schema refuses it, and the words stay on screen.
    field.onChange(text.trim() === '' ? null : (parseDecimal(text, language) ?? text))
  }
  const echo = understood !== undefined && shown(language, understood) !== typed
  return (
    <div className={className}>
      <TextField
        id={id}
        size="small"
        inputMode="decimal"
        autoComplete="off"
        label={label}
        description={description}
        error={error}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onBlur={field.onBlur}
      />
      <span className="decimal-echo" aria-live="polite">
        {echo &&
          t('form.understood', { value: [shown(language, understood), unit].filter(Boolean).join(' ') })}
      </span>
    </div>
  )
}

const shown = (language: string, value: string) =>
  /^-?\d+(\.\d+)?$/.test(value) ? num(language, value, { maximumFractionDigits: 20 }) : value
