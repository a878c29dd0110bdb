import type { IndicatorOut } from '../../api/indicators/types.gen'
import type { LocalisedText } from '../../lib/languages'
import { textOrNull } from './texts'

/** What the form holds: the unit in two parts, and numbers as a select gives them. */
export interface Values {
  title: LocalisedText
  unit_kind: 'number' | 'percent' | 'currency' | 'custom'
  currency: string
  unit_name: LocalisedText | null
  direction: IndicatorOut['direction']
  decimals: string
  allow_over_100: boolean
  baseline_value: string | null
  baseline_on: string | null
  baseline_note: LocalisedText | null
  target_value: string | null
  target_on: string | null
  source: LocalisedText | null
  is_synthetic: boolean
}

export function valuesOfIndicator(old?: IndicatorOut): Values {
  const [unit, currency] = old?.unit.split(':') ?? ['number']
  return {
    title: old?.title ?? {},
    unit_kind: (unit ?? 'number') as Values['unit_kind'],
    currency: currency ?? '',
    unit_name: old?.unit_name ?? null,
    direction: old?.direction ?? 'increase',
    decimals: String(old?.decimals ?? 0),
    allow_over_100: old?.allow_over_100 ?? false,
    baseline_value: old?.baseline_value ?? null,
    baseline_on: old?.baseline_on ?? null,
    baseline_note: old?.baseline_note ?? null,
    target_value: old?.target_value ?? null,
    target_on: old?.target_on ?? null,
    source: old?.source ?? null,
    is_synthetic: old?.is_synthetic ?? false,
  }
}

export function sentIndicator({ unit_kind, currency, decimals, unit_name, ...rest }: Values) {
  return {
    ...rest,
    unit: unit_kind === 'currency' ? `currency:${currency.trim().toUpperCase()}` : unit_kind,
    unit_name: unit_kind === 'custom' ? textOrNull(unit_name) : null,
    decimals: Number(decimals),
    baseline_note: textOrNull(rest.baseline_note),
    source: textOrNull(rest.source),
  }
}

const agreed = ['baseline_value', 'baseline_on', 'target_value', 'target_on'] as const

/** A baseline or target that stands would become another, or none: that needs a reason. */
export const replacesAgreed = (old: IndicatorOut, values: Values): boolean =>
  agreed.some((field) => old[field] !== null && (values[field] || null) !== old[field])
