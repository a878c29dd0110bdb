import { Fragment, type ReactNode, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Reference } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { dat, datetime, datRange, money, num } from '../../lib/format'
import { isLanguage, type LocalisedText, languageNames, pickText } from '../../lib/languages'

/** Values of a change: untyped, since the history keeps whatever a table holds. */
export type Value = unknown

const isText = (value: Value): value is LocalisedText =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.entries(value).every(([key, text]) => /^[a-z]{2}$/.test(key) && typeof text === 'string')

const day = /^\d{4}-\d{2}-\d{2}$/
/** A period has no name but its days. */
const span = /^(\d{4}-\d{2}-\d{2}) – (\d{4}-\d{2}-\d{2})$/
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const figures = /^(amount|rate|value|.*_value|latitude|longitude)$/
/** Words that the other pages translate already, by part and field. */
const words: Record<string, string> = {
  'organisation.kind': 'organisations:kinds',
  'project.status': 'projects:statuses',
  'project_role.role': 'projects:role',
  'project_objective.kind': 'projects:objective',
  'programme_role.role': 'programmes:role',
  'partnership.link_type': 'partnerships:link_types',
  'partnership_status.status': 'partnerships:statuses',
  'partnership_member.role': 'partnerships:roles',
  'result.kind': 'results:kinds',
  'result.builds': 'framework:coverage.builds',
  'contribution.strength': 'framework:ties.strengths',
  'indicator.direction': 'results:directions',
  'indicator.baseline_state': 'results:states',
  'definition_version.direction': 'results:directions',
  'definition_version.cumulation': 'library:choices.cumulation',
  'definition_version.over_time': 'library:choices.over_time',
  'definition_version.over_children': 'library:choices.over_children',
  'definition_version.population': 'library:choices.population',
  'definition_version.frequency': 'library:frequencies',
  'cross_check.comparison': 'rules:cross.comparisons',
  'entry.state': 'results:states',
  'entry.status': 'results:statuses',
  'file.state': 'values:files.state',
  'role_assignment.role': 'shell:role',
}

/** The name that a field is called by. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation('history')
  return useCallback((field) => t(`fields.${field}` as never, { defaultValue: field }), [t])
}

/** A value as people read it: names for ids, words for codes, dates and figures of their language. */
export function useValue(references: Reference[]): (part: string, field: string, value: Value) => ReactNode {
  const { t } = useTranslation('history')
  const language = useLanguage()
  const { countryName } = useCountries()
  const show = (part: string, field: string, value: Value): ReactNode => {
    if (value === null || value === undefined || value === '')
      return <span className="subtle">{t('nothing')}</span>
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (isText(value)) {
      const picked = pickText(value, language)
      return <span lang={picked?.lang}>{picked?.text}</span>
    }
    if (Array.isArray(value) && value.length > 0 && field.endsWith('_ids')) {
      return value.map((one, index) => (
        <Fragment key={String(one)}>
          {index > 0 && ', '}
          {show(part, field, one)}
        </Fragment>
      ))
    }
    const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
    if (plain.startsWith('hash:')) return <span className="subtle">{t('hidden')}</span>
    const named = references.find(({ id }) => id === plain)
    if (named) {
      const text = typeof named.name === 'string' ? named.name : pickText(named.name, language)?.text
      const days = span.exec(text ?? '')
      if (days?.[1] && days[2]) return datRange(language, days[1], days[2])
      return text ?? plain
    }
    if (field === 'country_code') return countryName(plain) || plain
    const space = words[`${part}.${field}`]
    if (space) return t(`${space}.${plain}` as never, { defaultValue: plain })
    if (field.endsWith('language') && isLanguage(plain)) return languageNames[plain]
    if (day.test(plain)) return dat(language, plain)
    if (instant.test(plain)) return datetime(language, plain)
    if (field === 'amount') return money(language, plain)
    if (figures.test(field)) return num(language, plain, { maximumFractionDigits: 10 })
    return plain
  }
  return show
}
