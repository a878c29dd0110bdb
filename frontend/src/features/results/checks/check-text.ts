import { useTranslation } from 'react-i18next'
import type { BrokenCheck, HeldValue, IndicatorOut, Remarkable } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { num } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { figure, useFigure } from '../figures'
import { periodName } from '../periods'

export type Counted = Pick<IndicatorOut, 'unit' | 'unit_name' | 'decimals'>

/** Tells remarks about a value apart: it may break several rules. */
export const checkKey = ({ finding, cross_check }: Remarkable): string => cross_check?.id ?? finding

/** Why a value is worth a second look, in words. */
export function useCheckText(indicator: Counted): (check: Remarkable) => string {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const say = useFigure(indicator)
  const sayBroken = useBrokenText(indicator)
  return ({ finding, times, of_increase, low, high, before, cross_check }) => {
    if (finding === 'cross_check') return cross_check ? sayBroken(cross_check) : ''
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

/** What those who made the rule say of it, and all that it names with their values. */
function useBrokenText(indicator: Counted): (broken: BrokenCheck) => string {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const held = ({ title, original_language, value, decimals }: HeldValue) =>
    `${pickText(title, language, original_language)?.text} (${figure(language, value, { ...indicator, decimals })})`
  return ({ message, original_language, comparison, value, others }) => {
    const first = held(value)
    const said = t(`check.cross.${comparison}`, { first, others: others.map(held).join(' + ') })
    const told = pickText(message, language, original_language)?.text ?? ''
    return `${told}${/[.!?…]$/.test(told) ? '' : '.'} ${said}`
  }
}
