import { CheckmarkCircleIcon, ExclamationmarkTriangleIcon } from '@navikt/aksel-icons'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { periodName } from '../periods'
import { type Layout, placeOf } from './layout'
import type { NotStepped, Step, StepsTold } from './take-steps'
import { useCodeText } from './use-reason'

/** More of them would be read by nobody; they are marked in the grid. */
const MOST_TOLD = 50

/** What became of each: how many went through, and of the others which and why. */
export function StepsOutcome({ layout, step, told }: { layout: Layout; step: Step; told: StepsTold }) {
  const { t } = useTranslation('values')
  const { done, refused } = told
  return (
    <div className="steps" role="status">
      {done > 0 && (
        <p className="flush steps__line">
          <CheckmarkCircleIcon aria-hidden />
          {t(`way.done.${step}`, { count: done })}
        </p>
      )}
      {refused.length > 0 && (
        <>
          <p className="flush steps__line">
            <ExclamationmarkTriangleIcon aria-hidden />
            {t('way.refused', { count: refused.length })}
          </p>
          <ul className="steps__refused">
            {refused.slice(0, MOST_TOLD).map((one) => (
              <Refused key={one.period} layout={layout} refused={one} />
            ))}
          </ul>
          {refused.length > MOST_TOLD && (
            <p className="flush">{t('way.more', { count: refused.length - MOST_TOLD })}</p>
          )}
        </>
      )}
    </div>
  )
}

function Refused({
  layout,
  refused: { period: id, code, message },
}: {
  layout: Layout
  refused: NotStepped
}) {
  const language = useLanguage()
  const say = useCodeText()
  const place = placeOf(layout, id)
  const indicator = place && layout.rows[place.row]?.indicator
  const column = place && layout.columns[place.column]
  const title = indicator && pickText(indicator.title, language, indicator.original_language)
  return (
    <li>
      <span lang={title?.lang}>{title?.text}</span>
      {column && `, ${periodName(language, column)}`}: {say(code, message)}
    </li>
  )
}
