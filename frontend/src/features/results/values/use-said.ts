import { useTranslation } from 'react-i18next'
import type { EntryOut, IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { figure } from '../figures'

const digits = { maximumFractionDigits: 20 }

type Measured = Pick<IndicatorOut, 'kind' | 'unit' | 'unit_name' | 'decimals' | 'scale'>
type Told = Pick<EntryOut, 'state' | 'value' | 'numerator' | 'denominator' | 'text'>

/** What an entry says, in words: its value with its parts, its step, or why there is none. */
export function useSaid(indicator: Measured): (entry: Told) => string {
  const { t } = useTranslation(['results', 'values'])
  const language = useLanguage()
  const { kind, scale } = indicator
  const plain = ({ value, text }: Told): string => {
    if (value === null) return text ?? ''
    const step = scale?.find((one) => String(one.value) === value)
    if (step)
      return [text, `${value}: ${pickText(step.label, language)?.text ?? ''}`].filter(Boolean).join(' – ')
    if (kind === 'yes_no' || kind === 'milestone') return t(Number(value) === 0 ? 'values:no' : 'values:yes')
    return figure(language, value, indicator)
  }
  return (entry) => {
    const { state, numerator, denominator } = entry
    if (state === 'not_applicable' || state === 'not_collected' || state === 'suppressed') {
      return t(`results:states.${state}`)
    }
    const parts =
      numerator !== null && denominator !== null
        ? ` (${num(language, numerator, digits)} / ${num(language, denominator, digits)})`
        : ''
    return `${plain(entry)}${parts}${state === 'estimated' ? `, ${t('results:states.estimated')}` : ''}`
  }
}
