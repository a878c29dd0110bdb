import { useTranslation } from 'react-i18next'
import type { Counts, Outcome } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { useSearchChange } from '../../lib/search'
import type { Tone } from '../../ui/status-tag'
import { outcomes } from './import-query'
import { outcomeTones } from './states'

interface OutcomeFilterProps {
  counts: Counts
  chosen: Outcome | undefined
}

/** How many rows have which outcome; one press shows only those. */
export function OutcomeFilter({ counts, chosen }: OutcomeFilterProps) {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  const change = useSearchChange()
  const all = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0)
  const entries = [
    { key: undefined, label: t('check.all'), count: all, tone: 'neutral' as Tone },
    ...outcomes.map((outcome) => ({
      key: outcome,
      label: t(`check.outcomes.${outcome}`),
      count: counts[outcome],
      tone: outcomeTones[outcome],
    })),
  ]
  return (
    <fieldset className="import-outcomes noprint">
      <legend className="sr-only">{t('check.outcome')}</legend>
      {entries.map(({ key, label, count, tone }) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen === key}
          data-color={tone}
          data-none={count === 0 || undefined}
          onClick={() => change({ outcome: key })}
        >
          <span className="import-outcomes__count">{num(language, count)}</span>
          <span>{label}</span>
        </button>
      ))}
    </fieldset>
  )
}
