import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import { dat } from './format'

/** A period in the reader's words; empty when neither end is known. */
export function usePeriod(): (
  from: string | null | undefined,
  until: string | null | undefined,
  /** Only the years: for tables. */
  years?: 'years',
) => string {
  const { t } = useTranslation()
  const language = useLanguage()
  return (from, until, years) => {
    const shown = (day: string) => (years ? day.slice(0, 4) : dat(language, day))
    if (!from) return until ? t('period.until', { day: shown(until) }) : ''
    if (!until) return t('period.from', { day: shown(from) })
    return shown(from) === shown(until) ? shown(from) : `${shown(from)} – ${shown(until)}`
  }
}
