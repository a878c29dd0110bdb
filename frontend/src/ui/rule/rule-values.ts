import type { ChoicesOut } from '../../api/indicators/types.gen'
import type { LocalisedText } from '../../lib/languages'
import type { Chosen } from './combinations'
import type { RuleOut } from './rule'

/** What a form holds of a rule: the unit in two parts, numbers as a select gives them, lists as they are typed. */
export interface RuleValues extends Chosen {
  currency: string
  unit_name: LocalisedText | null
  decimals: string
  minimum: string | null
  maximum: string | null
  scale: { value: string | null; label: LocalisedText }[]
  formula: string
  description: LocalisedText | null
  source: LocalisedText | null
  method: LocalisedText | null
  frequency: string | null
  responsible: LocalisedText | null
  sdg: string
  dac: string
  note: LocalisedText | null
  axis_ids: string[]
}

export function ruleValuesOf(old?: RuleOut): RuleValues {
  const [unit = 'number', currency = ''] = old?.unit.split(':') ?? []
  return {
    kind: old?.kind ?? 'number',
    unit_kind: unit,
    currency,
    unit_name: old?.unit_name ?? null,
    decimals: String(old?.decimals ?? 0),
    minimum: old?.minimum ?? null,
    maximum: old?.maximum ?? null,
    direction: old?.direction ?? 'increase',
    population: old?.population ?? 'none',
    cumulation: old?.cumulation ?? 'none',
    over_time: old?.over_time ?? 'latest',
    over_children: old?.over_children ?? 'sum',
    scale: old?.scale?.map(({ value, label }) => ({ value: String(value), label })) ?? [],
    formula: old?.formula ?? '',
    description: old?.description ?? null,
    source: old?.source ?? null,
    method: old?.method ?? null,
    frequency: old?.frequency ?? null,
    responsible: old?.responsible ?? null,
    sdg: old?.sdg.join(', ') ?? '',
    dac: old?.dac.join(', ') ?? '',
    note: old?.note ?? null,
    axis_ids: old?.axis_ids ?? [],
  }
}

const texts = ['description', 'source', 'method', 'responsible', 'note'] as const
const orNull = (text: LocalisedText | null) => (text && Object.keys(text).length > 0 ? text : null)
const listed = (typed: string) => typed.split(/[\s,;]+/).filter(Boolean)

/** As the service reads it; what the kind has no room for is left out. */
export function sentRule(values: RuleValues, choices: ChoicesOut | undefined) {
  const { currency, unit_kind, ...rest } = values
  const isFormula = values.kind === 'formula'
  return {
    ...rest,
    ...Object.fromEntries(texts.map((name) => [name, orNull(values[name])])),
    unit: unit_kind === 'currency' ? `currency:${currency.trim().toUpperCase()}` : unit_kind,
    unit_name: unit_kind === 'custom' ? orNull(values.unit_name) : null,
    decimals: choices?.has_decimals ? Number(values.decimals) : 0,
    minimum: choices?.has_bounds ? values.minimum : null,
    maximum: choices?.has_bounds ? values.maximum : null,
    // What is no whole number goes as it was typed: the schema refuses it at its place.
    scale: hasScale(values, choices) ? values.scale.map(step) : null,
    formula: isFormula ? values.formula.trim() : null,
    frequency: values.frequency || null,
    sdg: listed(values.sdg),
    dac: listed(values.dac),
    axis_ids: choices?.has_axes ? values.axis_ids : [],
  }
}

const hasScale = (values: RuleValues, choices: ChoicesOut | undefined) =>
  choices?.scale === 'must' || (choices?.scale === 'may' && values.scale.length > 0)

const step = ({ value, label }: RuleValues['scale'][number]) => ({
  value: value !== null && /^-?\d+$/.test(value) ? Number(value) : value,
  label,
})
