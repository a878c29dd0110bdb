import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { ChartFigure } from '../../../charts/chart-figure'
import { SmallLines } from '../../../charts/small-lines'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { share } from '../figures'
import { periodName } from '../periods'
import { useAmount, useTarget } from './amounts'
import { LifeFigure } from './life-figure'
import { useFirst } from './use-first'

/** More small pictures than these are no longer looked at; the table and the file have all. */
const MOST = 24

type Period = PerformanceRow['periods'][number]

interface MultiplesProps {
  rows: PerformanceRow[]
  title: string
  /** Progress, where units differ; or the values themselves, where all are counted alike. */
  of: 'progress' | 'value'
  withFramework?: boolean | undefined
}

const number = (value: string | null) => (value === null ? null : Number(value))

const drawn = (of: MultiplesProps['of'], { ends_on, shown, target, progress }: Period) => ({
  date: new Date(`${ends_on}T00:00:00Z`),
  actual: number(of === 'progress' ? progress : shown.value),
  target: of === 'progress' ? null : number(target.value),
})

/** One small picture for each, all on one scale: how it went from period to period. */
export function Multiples({ rows, title, of, withFramework }: MultiplesProps) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const target = useTarget()
  const pick = usePickText()
  const told = rows
    .map((row) => ({ row, points: row.periods.map((period) => drawn(of, period)) }))
    .filter(({ points }) => points.some(({ actual }) => actual !== null))
  const [shown, more] = useFirst(told.slice(0, MOST), 4)
  if (told.length === 0) return null
  const nameOf = (row: PerformanceRow) =>
    `${withFramework ? `${row.framework.code} ` : ''}${pick(row.title, row.original_language)}`
  const days = told.flatMap(({ points }) => points.map(({ date }) => date)).sort((a, b) => +a - +b)
  const day = (one = new Date()) => dat(language, one, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const span = t('multiples.span', { from: day(days[0]), to: day(days.at(-1)) })
  return (
    <ChartFigure
      level="2"
      title={title}
      summary={`${t(`multiples.${of}`)} ${days.length > 1 ? span : ''} ${told.length > MOST ? t('multiples.first', { shown: MOST, count: told.length }) : ''}`}
      table={{
        head: [t('multiples.row'), t('multiples.actual'), t('target'), t('progress')],
        rows: told.flatMap(({ row }) =>
          row.periods.map((period) => [
            `${nameOf(row)}, ${periodName(language, period)}`,
            say(period.shown, row),
            target(period.target, row),
            period.progress === null ? null : share(language, period.progress),
          ]),
        ),
      }}
    >
      <SmallLines
        label={title}
        {...(of === 'progress' ? { goal: 1 } : {})}
        lines={shown.map(({ row, points }) => ({
          key: row.indicator_id,
          label: (
            <>
              {withFramework && `${row.framework.code} `}
              <LocalisedView text={row.title} original={row.original_language} />
            </>
          ),
          text: (
            <>
              <LifeFigure row={row} /> {row.progress !== null && `(${share(language, row.progress)})`}
            </>
          ),
          points,
        }))}
      />
      {more}
    </ChartFigure>
  )
}
