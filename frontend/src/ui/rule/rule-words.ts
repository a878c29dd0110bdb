import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { type LocalisedText, pickText } from '../../lib/languages'
import type { ChosenField } from './combinations'
import { kinds } from './kinds'

export const frequencies = ['month', 'quarter', 'four_months', 'half_year', 'year', 'once'] as const
const methods = ['sum', 'ratio', 'weighted_mean', 'minimum', 'maximum', 'latest', 'count', 'none']
const all: Record<ChosenField, readonly string[]> = {
  kind: kinds,
  unit_kind: ['number', 'percent', 'custom', 'currency', 'none'],
  direction: ['increase', 'decrease', 'range', 'none'],
  population: ['none', 'contacts', 'unique_in_period', 'unique_over_life'],
  cumulation: ['none', 'summed', 'running'],
  over_time: methods,
  over_children: methods,
}

interface Unit {
  unit: string
  unit_name: LocalisedText | null
}

/** A rule in the words that people use. */
export function useRuleWords() {
  const { t } = useTranslation('library')
  const language = useLanguage()
  return {
    all: (field: ChosenField) => all[field],
    choice: (field: ChosenField, option: string) => t(`choices.${field}.${option}` as 'choices.kind.number'),
    how: (field: ChosenField, option: string) => t(`how.${field}.${option}` as 'how.kind.number'),
    unit: ({ unit, unit_name }: Unit) => {
      if (unit.startsWith('currency:')) return unit.slice(9)
      return (
        pickText(unit_name, language)?.text ?? t(`choices.unit_kind.${unit}` as 'choices.unit_kind.number')
      )
    },
  }
}
