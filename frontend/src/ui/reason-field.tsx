import { TextField } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

interface ReasonFieldProps {
  value: string
  onChange: (reason: string) => void
  /** What is asked in other words than the usual ones; without a hint unless one is given, too. */
  label?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  autoFocus?: boolean | undefined
}

/** Asks why something that was agreed, decided or accepted changes. */
export function ReasonField({ value, onChange, label, hint, error, autoFocus }: ReasonFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      size="small"
      label={label ?? t('reason')}
      description={label === undefined ? t('reason_hint') : hint}
      autoComplete="off"
      maxLength={1000}
      autoFocus={autoFocus}
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
