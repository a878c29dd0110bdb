import { useTranslation } from 'react-i18next'
import type { ComparedGroup, PortfolioComparison, ReportFigure } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'

/** The currencies in which money was given in either year. */
export const givenIn = ({ total }: PortfolioComparison): string[] =>
  total.change.figure.amounts.map(({ currency }) => currency)

/** The one currency in which amounts can be set beside each other, if there is one. */
export function oneCurrency(comparison: PortfolioComparison): string | null {
  const given = givenIn(comparison)
  return comparison.currency ?? (given.length === 1 ? (given[0] ?? null) : null)
}

/** The one amount of a figure, exact; null where it is not known. A year without money is a zero here. */
export function amountOf(comparison: PortfolioComparison, figure: ReportFigure): string | null {
  if (figure.amounts.length === 0) return '0'
  if (comparison.currency) return figure.converted
  return figure.amounts.length === 1 ? (figure.amounts[0]?.amount ?? null) : null
}

/** In one table every amount has as many decimals: two as soon as one of them has cents. */
export function digitsOf(comparison: PortfolioComparison): number {
  const parts = [...comparison.groups, comparison.total]
  const figures = parts.flatMap(({ first, second, change }) => [first.figure, second.figure, change.figure])
  const amounts = figures.flatMap(({ amounts, converted }) =>
    comparison.currency ? [converted ?? ''] : amounts.map(({ amount }) => amount),
  )
  return amounts.some((amount) => /\.0*[1-9]/.test(amount)) ? 2 : 0
}

/** Nothing stands where nothing was given: a blank is not a zero. */
export function Amount({
  comparison,
  figure,
  digits,
  signed,
}: {
  comparison: PortfolioComparison
  figure: ReportFigure
  digits: number
  signed?: boolean
}) {
  const { t } = useTranslation('reports')
  const language = useLanguage()
  const say = (amount: string) =>
    num(language, amount, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      ...(signed ? { signDisplay: 'exceptZero' as const } : {}),
    })
  if (figure.amounts.length === 0) return null
  if (comparison.currency) {
    if (figure.converted === null) return <abbr title={t('not_converted')}>–</abbr>
    return <span className="report-figure">{say(figure.converted)}</span>
  }
  const several = givenIn(comparison).length > 1
  return figure.amounts.map(({ amount, currency }) => (
    <span key={currency} className="report-figure">
      {say(amount)}
      {several && `\u00a0${currency}`}
    </span>
  ))
}

/** How much more or less in percent, where there is something to compare with. */
export function usePercent(): (percent: string | null) => string {
  const language = useLanguage()
  return (percent) =>
    percent === null
      ? ''
      : `${num(language, percent, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })}\u00a0%`
}

export function useGroupName(): (group: ComparedGroup) => string {
  const { t } = useTranslation('compare')
  return (group) => group.name ?? t('none')
}
