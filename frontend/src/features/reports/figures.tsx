import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnualReport, ReportFigure, ReportTotals } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'

export interface Shown {
  amount: string
  /** Named beside the amount only where it does not go without saying. */
  currency: string | undefined
}

/** What of a figure is shown: its converted amount when that was asked for, else each amount as it was given. */
export function shownAmounts(report: AnnualReport, figure: ReportFigure | undefined): Shown[] {
  if (!figure) return []
  if (report.currency) {
    return figure.converted === null ? [] : [{ amount: figure.converted, currency: undefined }]
  }
  const single = givenCurrencies(report).length === 1
  return figure.amounts.map(({ amount, currency }) => ({ amount, currency: single ? undefined : currency }))
}

export const givenCurrencies = (report: AnnualReport): string[] =>
  report.totals.total.amounts.map(({ currency }) => currency)

/** The figures' currency in words, for captions. */
export const shownCurrency = (report: AnnualReport): string =>
  report.currency ?? givenCurrencies(report).join(', ')

export const cellOf = (totals: ReportTotals, year: number, funder: string): ReportFigure | undefined =>
  totals.cells.find((cell) => cell.year === year && cell.funder_id === funder)?.figure

export const yearOf = (totals: ReportTotals, year: number): ReportFigure | undefined =>
  totals.by_year.find((sum) => sum.year === year)?.figure

const digits = new WeakMap<AnnualReport, number>()

/** In one table every amount has as many decimals: two as soon as one of them has cents. */
function digitsOf(report: AnnualReport): number {
  const known = digits.get(report)
  if (known !== undefined) return known
  const parts = [report.totals, ...report.countries.flatMap(({ projects }) => projects.map((p) => p.totals))]
  const figures = parts.flatMap(({ cells, total }) => [...cells.map(({ figure }) => figure), total])
  const cents = figures.some((figure) =>
    shownAmounts(report, figure).some(({ amount }) => /\.0*[1-9]/.test(amount)),
  )
  digits.set(report, cents ? 2 : 0)
  return cents ? 2 : 0
}

export function useAmount(report: AnnualReport): (amount: string, currency?: string) => string {
  const language = useLanguage()
  const fixed = { minimumFractionDigits: digitsOf(report), maximumFractionDigits: digitsOf(report) }
  return (amount, currency) => [num(language, amount, fixed), currency].filter(Boolean).join('\u00a0')
}

export const ReportContext = createContext<AnnualReport | null>(null)

export function useReport(): AnnualReport {
  const report = useContext(ReportContext)
  if (!report) throw new Error('outside of a report')
  return report
}

/** What the short names in the headings stand for. */
export function FunderNames() {
  const { funders } = useReport()
  const short = funders.filter(({ name, short_name }) => name !== short_name)
  if (short.length === 0) return null
  return (
    <p className="report-funders">
      {short.map(({ name, short_name }) => `${short_name}: ${name}`).join(' · ')}
    </p>
  )
}

/** Nothing stands where nothing was given: a blank is not a zero. */
export function Figure({ figure }: { figure: ReportFigure | undefined }) {
  const report = useReport()
  const { t } = useTranslation('reports')
  const say = useAmount(report)
  if (figure && figure.amounts.length > 0 && report.currency && figure.converted === null) {
    return <abbr title={t('not_converted')}>–</abbr>
  }
  return shownAmounts(report, figure).map(({ amount, currency }) => (
    <span key={currency ?? ''} className="report-figure">
      {say(amount, currency)}
    </span>
  ))
}
