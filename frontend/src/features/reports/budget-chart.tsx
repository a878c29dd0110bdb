import { scaleBand, scaleLinear } from 'd3-scale'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnualReport, ReportFigure } from '../../api/registry/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { useWidth } from '../../charts/use-width'
import { useLanguage } from '../../i18n'
import { list, money, num } from '../../lib/format'
import { cellOf, shownAmounts, shownCurrency, yearOf } from './figures'
import { yearSpans } from './rates'

/** One bar for each year and funder. With several currencies side by side there would be nothing to compare. */
export function BudgetChart({ report }: { report: AnnualReport }) {
  const { t } = useTranslation('reports')
  const language = useLanguage()
  const currency = shownCurrency(report)
  const comparable = report.currency !== null || report.totals.total.amounts.length === 1
  if (!comparable) return null
  const say = (figure: ReportFigure | undefined) => {
    const [shown] = shownAmounts(report, figure)
    return shown ? money(language, shown.amount) : null
  }
  const exact = (figure: ReportFigure | undefined) => shownAmounts(report, figure)[0]?.amount ?? null
  const funderSum = (id: string) => report.totals.by_funder.find((sum) => sum.funder_id === id)?.figure
  const rows = (cell: typeof say) => [
    ...report.funders.map((funder) => [
      funder.name,
      ...report.years.map((year) => cell(cellOf(report.totals, year, funder.id))),
      cell(funderSum(funder.id)),
    ]),
    [t('total'), ...report.years.map((year) => cell(yearOf(report.totals, year))), cell(report.totals.total)],
  ]
  const parts = report.funders.map((funder) =>
    t('chart_part', {
      amount: `${say(funderSum(funder.id)) ?? '–'}\u00a0${currency}`,
      funder: funder.short_name,
    }),
  )
  const title = `${t('chart_title')}, ${currency}`
  const summary = t('chart_summary', {
    years: yearSpans(report.years),
    total: `${say(report.totals.total) ?? '–'}\u00a0${currency}`,
    parts: list(language, parts),
  })
  return (
    <ChartFigure
      level="2"
      title={title}
      summary={summary}
      table={{
        head: [t('funder'), ...report.years.map(String), t('total')],
        rows: rows(say),
        csv: rows(exact),
      }}
    >
      <Bars report={report} title={`${title}. ${summary}`} />
    </ChartFigure>
  )
}

const height = 260
const edge = { top: 24, right: 8, bottom: 44, left: 56 }
/** Fills that differ in lightness and in pattern: told apart in print and without colour. */
const fills = ['solid', 'striped', 'dotted', 'outlined'] as const

function Bars({ report, title }: { report: AnnualReport; title: string }) {
  const [measure, width] = useWidth()
  const language = useLanguage()
  const id = useId()
  const amount = (figure: ReportFigure | undefined) => Number(shownAmounts(report, figure)[0]?.amount ?? 0)
  const cells = report.years.flatMap((year) =>
    report.funders.map((funder, index) => {
      const value = amount(cellOf(report.totals, year, funder.id))
      return { key: `${year} ${funder.id}`, year, funder, index, value }
    }),
  )
  const y = scaleLinear(
    [0, Math.max(1, ...cells.map(({ value }) => value))],
    [height - edge.bottom, edge.top],
  ).nice(4)
  const years = scaleBand<number>(report.years, [edge.left, width - edge.right])
    .paddingInner(0.18)
    .paddingOuter(0.09)
  const bars = scaleBand<string>(
    report.funders.map(({ id }) => id),
    [0, years.bandwidth()],
  ).padding(0.12)
  const room = bars.bandwidth()
  const millions = (value: number) =>
    num(language, value, { notation: 'compact', maximumSignificantDigits: 3 })
  return (
    <div ref={measure} className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-labelledby={id}>
        <title id={id}>{title}</title>
        <Patterns id={id} />
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line className="chart__grid" x1={edge.left} x2={width - edge.right} y1={y(tick)} y2={y(tick)} />
            <text className="chart__muted" x={edge.left - 8} y={y(tick) + 4} textAnchor="end">
              {millions(tick)}
            </text>
          </g>
        ))}
        {cells.map(({ key, year, funder, index, value }) => {
          const x = (years(year) ?? 0) + (bars(funder.id) ?? 0)
          return (
            <g key={key}>
              <rect
                className="budget-bar"
                fill={fillOf(id, index)}
                x={x}
                width={room}
                y={y(value)}
                height={y(0) - y(value)}
              />
              {room > 34 && value > 0 && (
                <text className="chart__strong" x={x + room / 2} y={y(value) - 6} textAnchor="middle">
                  {millions(value)}
                </text>
              )}
              {room > 44 && (
                <text className="chart__muted" x={x + room / 2} y={y(0) + 17} textAnchor="middle">
                  {funder.short_name}
                </text>
              )}
            </g>
          )
        })}
        {report.years.map((year) => (
          <text
            key={year}
            className="chart__strong"
            x={(years(year) ?? 0) + years.bandwidth() / 2}
            y={y(0) + 37}
            textAnchor="middle"
          >
            {year}
          </text>
        ))}
      </svg>
      {room <= 44 && (
        <ul className="budget-legend">
          {report.funders.map((funder, index) => (
            <li key={funder.id}>
              <svg width="16" height="16" aria-hidden="true">
                <rect className="budget-bar" width="16" height="16" fill={fillOf(id, index)} />
              </svg>
              {funder.short_name}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const fillOf = (id: string, index: number): string => `url(#${id}-${fills[index % fills.length]})`

function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-solid`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" className="budget-fill" />
      </pattern>
      <pattern
        id={`${id}-striped`}
        width="7"
        height="7"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="7" height="7" className="budget-ground" />
        <rect width="3" height="7" className="budget-fill" />
      </pattern>
      <pattern id={`${id}-dotted`} width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className="budget-ground" />
        <circle cx="3" cy="3" r="1.5" className="budget-fill" />
      </pattern>
      <pattern id={`${id}-outlined`} width="8" height="8" patternUnits="userSpaceOnUse">
        <rect width="8" height="8" className="budget-ground" />
      </pattern>
    </defs>
  )
}
