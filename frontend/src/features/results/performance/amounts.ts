import { useTranslation } from 'react-i18next'
import type { AmountOut, PerformanceRow, TargetOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { figure } from '../figures'

export type Unit = Pick<PerformanceRow, 'unit' | 'unit_name' | 'decimals'>

/** A figure in words: its value, between which values it lies, or why there is none. */
export function useAmount(): (amount: AmountOut, unit: Unit) => string {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  return ({ state, value, low, high }, unit) => {
    if (value !== null) return figure(language, value, unit)
    if (low === null && high === null) return t(`state.${state}`)
    return t('between', { low: figure(language, low, unit), high: figure(language, high, unit) })
  }
}

/** What is to be reached: a value, or a band to keep within. */
export function useTarget(): (target: TargetOut, unit: Unit) => string | null {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  return ({ value, low, high }, unit) => {
    if (value !== null) return figure(language, value, unit)
    if (low === null && high === null) return null
    return t('between', { low: figure(language, low, unit), high: figure(language, high, unit) })
  }
}

/** With all its digits, so that it can be worked out again. */
export function useExact(how: 'quotient' | 'mean_of' = 'quotient'): (amount: AmountOut) => string {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const all = (value: string) => num(language, value, { maximumFractionDigits: 20 })
  return ({ state, value, numerator, denominator, low, high }) => {
    if (value !== null && numerator !== null && denominator !== null) {
      return t(how, {
        value: all(value),
        numerator: all(numerator),
        denominator: all(denominator),
      })
    }
    if (value !== null) return all(value)
    if (low !== null && high !== null) return t('between', { low: all(low), high: all(high) })
    return t(`state.${state}`)
  }
}
