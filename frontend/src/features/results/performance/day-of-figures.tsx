import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'

/** By which day figures were worked out: the night takes them from one to the next. */
export function DayOfFigures({ days }: { days: string[] }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const [oldest, ...later] = [...new Set(days)].sort()
  const newest = later.at(-1)
  if (oldest === undefined) return null
  return (
    <p className="flush subtle">
      {newest === undefined
        ? t('as_of', { day: dat(language, oldest) })
        : t('as_of_days', { from: dat(language, oldest), to: dat(language, newest) })}
    </p>
  )
}
