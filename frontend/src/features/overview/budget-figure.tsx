import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { FunderYear, MoneyOut } from '../../api/registry/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { type YearBar, YearBars } from '../../charts/year-bars'
import { useLanguage } from '../../i18n'
import { money } from '../../lib/format'
import { projects } from './links'
import { sumDecimals } from './sum'

/** What was given, year by year and funder by funder, in one currency. */
export function BudgetFigure({ total, lines }: { total: MoneyOut; lines: FunderYear[] }) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const { currency } = total
  const own = largestFirst(lines.filter((line) => line.currency === currency))
  const say = (amount: string) => money(language, amount, currency)
  const years = [...new Set(own.map(({ year }) => year))].sort((a, b) => b - a)
  const bars = years.map((year): YearBar => {
    const parts = own.filter((line) => line.year === year)
    return {
      year: String(year),
      label: <Link {...projects({ year })}>{year}</Link>,
      total: say(sumDecimals(parts.map(({ amount }) => amount))),
      parts: parts.map(({ funder, amount }) => ({
        key: funder.id,
        name: <Link {...projects({ year, funder: funder.id })}>{funder.name}</Link>,
        value: Number(amount),
        text: money(language, amount),
      })),
    }
  })
  return (
    <ChartFigure
      level="2"
      title={t('budget.title', { currency })}
      summary={t('budget.summary', {
        count: years.length,
        total: say(total.amount),
        from: years.at(-1),
        to: years[0],
      })}
      table={{
        head: [t('budget.year'), t('budget.funder'), t('budget.amount')],
        rows: own.map(({ year, funder, amount }) => [year, funder.name, money(language, amount)]),
        csv: own.map(({ year, funder, amount }) => [year, funder.name, amount]),
      }}
    >
      <YearBars years={bars} label={t('budget.title', { currency })} />
    </ChartFigure>
  )
}

/** The funder who gave most comes first in every year, so that the same fill stands for the same funder. */
function largestFirst(lines: FunderYear[]): FunderYear[] {
  const given = new Map<string, number>()
  for (const { funder, amount } of lines) given.set(funder.id, (given.get(funder.id) ?? 0) + Number(amount))
  const size = ({ funder }: FunderYear) => given.get(funder.id) ?? 0
  return lines.toSorted((a, b) => size(b) - size(a) || b.year - a.year)
}
