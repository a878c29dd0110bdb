import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { useAccepted } from './accepted-figures'
import { figure, targetText, useFigure } from './figures'
import { periodName } from './periods'
import { ProgressBar } from './progress-bar'

/** Where it started, where it is to go, where it is, and how far that is. */
export function IndicatorFigures({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation(['results', 'performance'])
  const language = useLanguage()
  const say = useFigure(indicator)
  const { baseline_value, baseline_on, target_on, latest } = indicator
  const soFar = useSoFar(indicator)
  const { isPast } = useAccepted(indicator.id)
  const period = indicator.periods.find(({ id }) => id === latest?.period_id)
  return (
    <dl className="indicator__figures">
      <Item
        term={t('baseline')}
        value={baseline_value && say(baseline_value)}
        note={baseline_on && dat(language, baseline_on)}
      />
      <Item
        term={t('target')}
        value={targetText(indicator, say)}
        note={target_on && t('by_day', { day: dat(language, target_on) })}
      />
      {soFar ? (
        <Item
          term={t('performance:accepted.so_far')}
          value={soFar.value}
          note={t('performance:accepted.so_far_note')}
          strong
        />
      ) : (
        <Item
          term={t('latest')}
          value={latest && say(latest.value)}
          note={
            latest &&
            period &&
            [periodName(language, period), t(`states.${latest.state}`), t(`statuses.${latest.status}`)].join(
              ', ',
            )
          }
          strong
        />
      )}
      {!isPast && (
        <div className="indicator__progress">
          <dt>{t('progress.label')}</dt>
          <dd>
            <ProgressBar indicator={indicator} />
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Where the newest value is not what it has come to: sums, formulas, and what others hand up. */
function useSoFar({ id, kind, cumulation }: IndicatorOut) {
  const language = useLanguage()
  const { row } = useAccepted(id)
  const isMore = kind === 'formula' || cumulation === 'summed' || (row?.contributions_total ?? 0) > 0
  if (!row || !isMore || (row.life.value === null && kind !== 'formula')) return undefined
  return { value: row.life.value && figure(language, row.life.value, row) }
}

interface ItemProps {
  term: string
  value: string | null | undefined
  note: ReactNode
  strong?: boolean
}

function Item({ term, value, note, strong }: ItemProps) {
  const { t } = useTranslation('results')
  return (
    <div>
      <dt>{term}</dt>
      <dd className="num-start" data-strong={strong}>
        {value ?? <span className="subtle">{t('none')}</span>}
        {note && <span className="indicator__note">{note}</span>}
      </dd>
    </div>
  )
}
