import { useTranslation } from 'react-i18next'
import type { ComparedGroup, PortfolioComparison } from '../../api/registry/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { useWidth } from '../../charts/use-width'
import { useLanguage } from '../../i18n'
import { money } from '../../lib/format'
import { amountOf, oneCurrency, useGroupName, usePercent } from './comparison-amounts'

/** More than these are looked up in the table. */
const most = 12

/** Two bars for each part, the largest first. With several currencies there would be nothing to compare. */
export function ComparisonChart({ comparison }: { comparison: PortfolioComparison }) {
  const { t } = useTranslation('compare')
  const language = useLanguage()
  const name = useGroupName()
  const percent = usePercent()
  const currency = oneCurrency(comparison)
  if (!currency) return null
  const [first, second] = comparison.years
  const value = (group: ComparedGroup, year: 'first' | 'second') => amountOf(comparison, group[year].figure)
  const size = (group: ComparedGroup) =>
    Math.max(Number(value(group, 'first') ?? 0), Number(value(group, 'second') ?? 0))
  const groups = [...comparison.groups].sort((a, b) => size(b) - size(a))
  const shown = groups.slice(0, most)
  const { total } = comparison
  const say = (amount: string | null) => (amount === null ? '–' : money(language, amount))
  const summary = t('chart_summary', {
    first,
    second,
    before: `${say(amountOf(comparison, total.first.figure))}\u00a0${currency}`,
    after: `${say(amountOf(comparison, total.second.figure))}\u00a0${currency}`,
    change: percent(total.change.percent) || '–',
  })
  const row = (group: ComparedGroup, cell: (amount: string | null) => string | null) => [
    name(group),
    cell(value(group, 'first')),
    cell(value(group, 'second')),
  ]
  return (
    <ChartFigure
      level="2"
      title={t('chart_title', { first, second, currency })}
      summary={groups.length > most ? `${summary} ${t('chart_largest', { count: most })}` : summary}
      table={{
        head: [t(`ways.${comparison.by}`), String(first), String(second)],
        rows: groups.map((group) => row(group, say)),
        csv: groups.map((group) => row(group, (amount) => amount)),
      }}
    >
      <Pairs
        label={t('chart_title', { first, second, currency })}
        years={[first, second]}
        pairs={shown.map((group) => ({
          key: group.key ?? '',
          label: name(group),
          change: percent(group.change.percent),
          values: [value(group, 'first'), value(group, 'second')].map((amount) => ({
            size: Number(amount ?? 0),
            text: say(amount),
          })),
        }))}
      />
    </ChartFigure>
  )
}

interface Pair {
  key: string
  label: string
  change: string
  values: { size: number; text: string }[]
}

function Pairs({ pairs, years, label }: { pairs: Pair[]; years: number[]; label: string }) {
  const [measure, width] = useWidth(320)
  const largest = Math.max(1e-9, ...pairs.flatMap(({ values }) => values.map(({ size }) => size)))
  return (
    <ul className="bar-list" aria-label={label} ref={measure}>
      {pairs.map((pair) => (
        <li key={pair.key}>
          <span className="bar-list__label">{pair.label}</span>
          <span className="bar-list__value num">{pair.change}</span>
          <svg width={width} height={20} viewBox={`0 0 ${width} 20`} aria-hidden="true">
            {pair.values.map(({ size }, index) => (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: the first year and the second one
                key={index}
                className={index ? 'bar-list__bar' : 'compare-before'}
                y={index * 11}
                width={size === 0 ? 0 : Math.max(3, (size / largest) * (width - 2))}
                height={8}
                x={1}
                rx={3}
              />
            ))}
          </svg>
          <span className="compare-words">
            {pair.values.map(({ text }, index) => `${years[index]}: ${text}`).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
