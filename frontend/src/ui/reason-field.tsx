import { TextField } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

interface ReasonFieldProps {
  value: string
  onChange: (reason: string) => void
}

/** Asks why, where something agreed or decided goes and there is no form. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  const { t } = useTranslation()
  return (
    <TextField
      size="small"
      label={t('reason')}
      description={t('reason_hint')}
      autoComplete="off"
      maxLength={1000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
