import type { ChoicesOut, IndicatorOut } from '../../api/indicators/types.gen'
import type { LocalisedText } from '../../lib/languages'
import { type RuleValues, ruleValuesOf, sentRule } from '../../ui/rule/rule-values'
import { textOrNull } from './texts'

/** Where the rule of an indicator is said: only its own is changed here. */
export type RuleFrom = 'own' | 'library' | 'inherited'

export const figureFields = [
  'baseline_value',
  'baseline_numerator',
  'baseline_denominator',
  'target_value',
  'target_numerator',
  'target_denominator',
  'target_low',
  'target_high',
] as const
type Figures = { [Field in (typeof figureFields)[number]]: string | null }

/** What the form holds: the rule as the library's form does, and what this use of it says besides. */
export interface Values extends RuleValues, Figures {
  rule_from: RuleFrom
  definition_id: string
  definition_version_id: string | null
  title: LocalisedText
  /** Empty where the figures tell it. */
  baseline_state: string
  baseline_on: string | null
  baseline_method: LocalisedText | null
  baseline_note: LocalisedText | null
  target_on: string | null
  people: { id: string }[]
  is_synthetic: boolean
}

/** States that the figures do not tell by themselves. */
export const toldStates = ['estimated', 'not_applicable', 'not_collected'] as const
const withoutValue = (state: string) => state.startsWith('not_')

export const ruleFrom = (old?: IndicatorOut): RuleFrom => {
  if (old?.origin_mode === 'inherited') return 'inherited'
  return old && !old.definition.is_own ? 'library' : 'own'
}

export function valuesOfIndicator(old?: IndicatorOut): Values {
  const state = old?.baseline_state ?? ''
  return {
    ...ruleValuesOf(old),
    ...(Object.fromEntries(figureFields.map((name) => [name, old?.[name] ?? null])) as Figures),
    rule_from: ruleFrom(old),
    definition_id: '',
    definition_version_id: null,
    title: old?.title ?? {},
    baseline_state: toldStates.some((one) => one === state) ? state : '',
    baseline_on: old?.baseline_on ?? null,
    baseline_method: old?.baseline_method ?? null,
    baseline_note: old?.baseline_note ?? null,
    target_on: old?.target_on ?? null,
    people: old?.people.map(({ id }) => ({ id })) ?? [],
    is_synthetic: old?.is_synthetic ?? false,
  }
}

/** As the service reads it: a rule is sent only where it is the indicator's own. */
export function sentIndicator(values: Values, kinds: ChoicesOut[], isNew: boolean) {
  const { rule_from, definition_version_id, title } = values
  const titled = rule_from === 'inherited' || (rule_from === 'library' && !textOrNull(title)) ? {} : { title }
  const taken = rule_from === 'library' && isNew ? { definition_version_id } : {}
  return {
    ...titled,
    ...taken,
    ...(rule_from === 'own' ? ownRule(values, kinds) : {}),
    ...sentBaseline(values),
    ...sentTarget(values),
    responsible_ids: values.people.map(({ id }) => id),
    is_synthetic: values.is_synthetic,
  }
}

const ruleNames = Object.keys(ruleValuesOf()) as (keyof RuleValues)[]

function ownRule(values: Values, kinds: ChoicesOut[]) {
  const rule = Object.fromEntries(ruleNames.map((name) => [name, values[name]])) as unknown as RuleValues
  const choices = kinds.find(({ kind }) => kind === rule.kind)
  return sentRule(rule, choices)
}

function sentBaseline(values: Values) {
  const none = withoutValue(values.baseline_state)
  const note = textOrNull(values.baseline_note)
  const told = values.baseline_value || values.baseline_on
  return {
    baseline_state: values.baseline_state || (told ? ('reported' as const) : null),
    baseline_value: none ? null : values.baseline_value || null,
    baseline_numerator: none ? null : values.baseline_numerator || null,
    baseline_denominator: none ? null : values.baseline_denominator || null,
    baseline_on: values.baseline_on,
    baseline_method: textOrNull(values.baseline_method),
    baseline_note: note,
  }
}

function sentTarget(values: Values) {
  const band = values.direction === 'range'
  return {
    target_value: band ? null : values.target_value || null,
    target_numerator: band ? null : values.target_numerator || null,
    target_denominator: band ? null : values.target_denominator || null,
    target_low: band ? values.target_low || null : null,
    target_high: band ? values.target_high || null : null,
    target_on: values.target_on,
  }
}

const agreed = [...figureFields, 'baseline_on', 'target_on'] as const

/** A baseline or target that stands would become another, or none: that needs a reason. */
export const replacesAgreed = (old: IndicatorOut, values: Values): boolean =>
  agreed.some((field) => old[field] !== null && (values[field] || null) !== old[field]) ||
  (old.baseline_state !== null && sentBaseline(values).baseline_state === null) ||
  (toldStates.some((state) => state === old.baseline_state) && values.baseline_state !== old.baseline_state)
