import { Radio, RadioGroup } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { Mode } from './rules'

export interface PlainChoiceProps {
  legend: string
  description?: string
  value: Mode
  onChange?: (mode: Mode) => void
}

const usual: Mode[] = ['immediate', 'daily', 'weekly', 'off']

/** How mail comes, in one word for everything. */
export function PlainChoice({ legend, description, value, onChange }: PlainChoiceProps) {
  const { t } = useTranslation('wishes')
  const offered = usual.includes(value) ? usual : [...usual, value]
  return (
    <RadioGroup
      legend={legend}
      description={description}
      value={value}
      readOnly={!onChange}
      onChange={(mode: Mode) => onChange?.(mode)}
    >
      {offered.map((mode) => (
        <Radio key={mode} value={mode}>
          {t(`mode.${mode}`)}
        </Radio>
      ))}
    </RadioGroup>
  )
}
