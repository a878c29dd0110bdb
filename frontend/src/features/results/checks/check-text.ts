import { useTranslation } from 'react-i18next'
import type { IndicatorOut, Remarkable } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { useFigure } from '../figures'
import { periodName } from '../periods'

export type Counted = Pick<IndicatorOut, 'unit' | 'unit_name' | 'decimals'>

/** Why a value is worth a second look, in words. */
export function useCheckText(indicator: Counted): (check: Remarkable) => string {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const say = useFigure(indicator)
  return ({ finding, times, of_increase, low, high, before }) => {
    if (finding === 'total_fell') {
      return t('check.total_fell', {
        value: say(before?.value ?? null),
        period: before ? periodName(language, before) : '',
      })
    }
    const of = of_increase ? 'increase' : 'value'
    const bounds = { low: say(low), high: say(high) }
    return times === null
      ? t(`check.${of}.${finding}`, bounds)
      : t(`check.${of}.times`, { ...bounds, times: num(language, times) })
  }
}
