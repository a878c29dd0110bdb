import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { pickText } from '../../lib/languages'

type Unit = Pick<IndicatorOut, 'unit' | 'unit_name' | 'decimals'>

/** A value with its unit, and with as many decimals as the indicator has. */
export function figure(language: string, value: string | null, { unit, unit_name, decimals }: Unit): string {
  // What was not counted, or is told in words, has no number.
  if (value === null) return '–'
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  if (unit === 'percent') return num(language, value, { ...digits, style: 'unit', unit: 'percent' })
  const text = num(language, value, digits)
  const name = unit.startsWith('currency:') ? unit.slice(9) : pickText(unit_name, language)?.text
  return name ? `${text}\u00a0${name}` : text
}

/** A value as one would type it: all its digits, nothing between them. */
export const typedFigure = (language: string, value: string | null | undefined): string =>
  value == null ? '' : num(language, value, { maximumFractionDigits: 20, useGrouping: false })

export function useFigure(indicator: Unit): (value: string | null) => string {
  const language = useLanguage()
  return (value) => figure(language, value, indicator)
}

interface Target {
  target_value: string | null
  target_low: string | null
  target_high: string | null
}

/** A value to reach, or the two that it is to stay between; nothing without a target. */
export function targetText(
  { target_value, target_low, target_high }: Target,
  say: (value: string) => string,
) {
  if (target_value !== null) return say(target_value)
  return target_low !== null && target_high !== null ? `${say(target_low)} – ${say(target_high)}` : null
}

/** What is shown after a number that stands without its unit; nothing for what is just counted. */
export function useUnitName({ unit, unit_name }: Unit): string {
  const language = useLanguage()
  if (unit === 'percent') return '%'
  return unit.startsWith('currency:') ? unit.slice(9) : (pickText(unit_name, language)?.text ?? '')
}

/** "66 %" of 0.6571: whole percents, never 100 before all of it is done. */
export function share(language: string, progress: string): string {
  const exact = Number(progress)
  const whole = exact > 0.99 && exact < 1 ? 0.99 : exact
  return num(language, whole, { style: 'percent', maximumFractionDigits: 0 })
}
