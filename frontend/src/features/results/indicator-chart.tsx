import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { IndicatorLine } from '../../charts/indicator-line'
import { useLanguage } from '../../i18n'
import type { Cell } from '../../lib/csv'
import { dat } from '../../lib/format'
import { usePickText } from '../../ui/localised-view'
import { useWorkedOut } from './accepted-figures'
import { breaksOf } from './breaks'
import { useFigure, useUnitName } from './figures'
import { periodName, periodTick } from './periods'

const number = (value: string | null | undefined) => (value == null ? null : Number(value))

/** The values over time with where they started and where they are to go; nothing for fewer than two of them. */
export function IndicatorChart({ indicator, level = '5' }: { indicator: IndicatorOut; level?: '3' | '5' }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const say = useFigure(indicator)
  const unit = useUnitName(indicator)
  const pick = usePickText()
  const { baseline_value } = indicator
  const figures = useWorkedOut(indicator)
  const periods = indicator.periods.map((period) => ({
    ...period,
    value: (figures ? figures.get(period.id) : period.current)?.value ?? null,
  }))
  const known = periods.filter(({ value }) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) return null
  const title = pick(indicator.title, indicator.original_language)
  const breaks = breaksOf(indicator).map((day) => ({
    date: new Date(day),
    label: t('break_mark', { day: dat(language, day) }),
  }))
  const told = t('chart_summary', {
    from: say(first.value),
    first: periodName(language, first),
    to: say(last.value),
    last: periodName(language, last),
  })
  const summary = [told, ...breaks.map(({ label }) => `${label}.`)].join(' ')
  // What is worked out was neither reported nor estimated.
  const head = [t('period'), t('target'), t('value'), ...(figures ? [] : [t('state')])]
  const state = (period: (typeof periods)[number]) => period.current && t(`states.${period.current.state}`)
  const row = (write: (value: string | null) => string): Cell[][] =>
    periods.map((period) => [
      periodName(language, period),
      period.target_value && write(period.target_value),
      period.value && write(period.value),
      ...(figures ? [] : [state(period)]),
    ])
  return (
    <ChartFigure
      title={t('over_time')}
      file={title}
      summary={summary}
      level={level}
      table={{ head, rows: row(say), csv: row((value) => value ?? '') }}
    >
      <IndicatorLine
        title={`${title}. ${summary}`}
        baseline={number(baseline_value)}
        unit={unit}
        breaks={breaks}
        points={periods.map((period) => ({
          date: new Date(period.ends_on),
          label: periodTick(language, period),
          actual: number(period.value),
          target: number(period.target_value),
        }))}
      />
    </ChartFigure>
  )
}
