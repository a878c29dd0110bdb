import './rule.css'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { LocalisedView, usePickText } from '../localised-view'
import { SummaryList } from '../summary-list'
import { axesQuery } from './axes-query'
import { useChoices } from './choices-query'
import type { ChosenField } from './combinations'
import type { RuleOut } from './rule'
import { useRuleWords } from './rule-words'

const counting = ['kind', 'direction', 'population', 'cumulation', 'over_time', 'over_children'] as const
const told = ['description', 'source', 'method', 'responsible', 'note'] as const
/** In the order in which a rule is told. */
export const ruleFields = [
  'kind',
  'unit',
  'decimals',
  'formula',
  'scale',
  'minimum',
  'maximum',
  ...counting.slice(1),
  'axis_ids',
  ...told,
  'frequency',
  'sdg',
  'dac',
] as const
export type RuleField = (typeof ruleFields)[number]

/** How each part of a rule is shown; nothing for what it does not say. */
export function useRuleParts(original?: string): (field: RuleField, rule: RuleOut) => ReactNode {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const words = useRuleWords()
  const pick = usePickText()
  const { data: axes } = useQuery(axesQuery(undefined, true))
  const axis = (id: string) => {
    const found = axes?.items.find((one) => one.id === id)
    return found ? pick(found.name, found.original_language) : '…'
  }
  return (field, rule) => {
    if (isText(field)) return rule[field] && <LocalisedView text={rule[field]} original={original} />
    switch (field) {
      case 'unit':
        return rule.unit === 'none' ? null : words.unit(rule)
      case 'scale':
        return rule.scale && <Steps scale={rule.scale} original={original} />
      case 'formula':
        return rule.formula && <code className="rule-view__formula">{rule.formula}</code>
      case 'decimals':
        return rule.decimals || null
      case 'minimum':
      case 'maximum':
        return rule[field] && num(language, rule[field], { maximumFractionDigits: 6 })
      case 'axis_ids':
        return rule.axis_ids.map(axis).join(', ')
      case 'frequency':
        return rule.frequency && t(`frequencies.${rule.frequency}`)
      case 'sdg':
      case 'dac':
        return rule[field].join(', ')
      default:
        return words.choice(field, rule[field])
    }
  }
}

const isText = (field: RuleField): field is (typeof told)[number] =>
  (told as readonly RuleField[]).includes(field)
const isCounting = (field: RuleField): field is (typeof counting)[number] =>
  (counting as readonly RuleField[]).includes(field)

interface RuleViewProps {
  rule: RuleOut
  /** The language it was first written in. */
  original?: string
  /** Only what decides on the figures. */
  brief?: boolean
}

/** A rule as texts, with how it is counted in a sentence for each choice. */
export function RuleView({ rule, original, brief = false }: RuleViewProps) {
  const { t } = useTranslation('library')
  const words = useRuleWords()
  const part = useRuleParts(original)
  const several = useSeveral(rule)
  const shown = ruleFields.filter(
    (field) => !(brief && (isText(field) || field === 'dac' || field === 'sdg')),
  )
  const value = (field: RuleField) => {
    if (isCounting(field) && !several(field)) return null
    const said = part(field, rule)
    if (!said || !isCounting(field)) return said
    return (
      <>
        {said}
        <span className="rule-view__how">{words.how(field, rule[field])}</span>
      </>
    )
  }
  return <SummaryList items={shown.map((field) => ({ term: t(`fields.${field}`), value: value(field) }))} />
}

/** A choice that a kind leaves to nobody tells nothing: only its kind does. */
function useSeveral(rule: RuleOut): (field: ChosenField) => boolean {
  const choices = useChoices().find(({ kind }) => kind === rule.kind)
  return (field) =>
    field !== 'population' || (choices?.courses.some(({ population }) => population !== 'none') ?? false)
}

function Steps({ scale, original }: { scale: NonNullable<RuleOut['scale']>; original: string | undefined }) {
  return (
    <ol className="rule-view__steps">
      {scale.map(({ value, label }) => (
        <li key={value} value={value}>
          <LocalisedView text={label} original={original} />
        </li>
      ))}
    </ol>
  )
}
