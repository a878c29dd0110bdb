import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { AnnualReport, ReportFigure, ReportTotals } from '../../api/registry/types.gen'
import { setLanguage } from '../../i18n'
import { renderPart } from '../../testing/render'
import { BudgetChart } from './budget-chart'
import { ReportContext } from './figures'
import { Rates, yearSpans } from './rates'
import { ReportCards } from './report-cards'
import { csvAddress } from './report-search'
import { ReportTable } from './report-table'

const figure = (amount: string, converted: string | null = null, currency = 'NOK'): ReportFigure => ({
  amounts: [{ currency, amount }],
  converted,
})
const nothing: ReportFigure = { amounts: [], converted: null }

const sums = (converted: string | null = null): ReportTotals => ({
  cells: [{ year: 2005, funder_id: 'f1', figure: figure('9007199254740993.01', converted) }],
  by_year: [
    { year: 2005, figure: figure('9007199254740993.01', converted) },
    { year: 2006, figure: nothing },
  ],
  by_funder: [
    { funder_id: 'f1', figure: figure('9007199254740993.01', converted) },
    { funder_id: 'f2', figure: nothing },
  ],
  total: figure('9007199254740993.01', converted),
})

function reportOf(changes: Partial<AnnualReport> = {}, converted: string | null = null): AnnualReport {
  return {
    programme: null,
    available_years: { first: 2005, last: 2006 },
    years: [2005, 2006],
    language: 'en',
    currency: null,
    rates: [],
    missing_rates: [],
    funders: [
      { id: 'f1', name: 'Norwegian Ministry of Foreign Affairs', short_name: 'NMFA' },
      { id: 'f2', name: 'Norwegian Agency for Development Cooperation', short_name: 'NORAD' },
    ],
    countries: [
      {
        codes: [],
        name: null,
        projects: [
          {
            id: 'p1',
            code: '34',
            title: { en: 'General methods' },
            original_language: 'en',
            status: 'completed',
            partners: ['Orkdal - Mostar', 'KS'],
            totals: sums(converted),
          },
        ],
        totals: sums(converted),
      },
    ],
    totals: sums(converted),
    ...changes,
  }
}

const show = (report: AnnualReport, part: React.ReactNode) =>
  renderPart(() => <ReportContext value={report}>{part}</ReportContext>)

describe('the table', () => {
  it('shows an amount to its last digit, and nothing where nothing was given', async () => {
    await show(reportOf(), <ReportTable />)

    const row = await screen.findByRole('row', { name: /^All countries/ })
    const cells = within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent)
    expect(cells).toEqual([
      '9,007,199,254,740,993.01',
      '',
      '9,007,199,254,740,993.01',
      '',
      '',
      '',
      '9,007,199,254,740,993.01',
    ])
    expect(screen.getByRole('rowheader', { name: /No country 1 project/ })).toBeVisible()
    expect(screen.getByText('Orkdal - Mostar')).toBeVisible()
  })

  it('writes amounts as the language does', async () => {
    await setLanguage('nb')
    await show(reportOf(), <ReportTable />)

    const row = await screen.findByRole('row', { name: /^Alle land/ })
    expect(within(row).getAllByRole('cell')[0]?.textContent?.replaceAll(/\s/g, ' ')).toBe(
      '9 007 199 254 740 993,01',
    )
    await setLanguage('en')
  })

  it('says that a sum cannot be converted instead of showing a part of it', async () => {
    const report = reportOf({ currency: 'EUR', missing_rates: [{ year: 2005, from_currency: 'NOK' }] })
    await show(
      report,
      <>
        <Rates {...report} />
        <ReportTable />
      </>,
    )

    const row = await screen.findByRole('row', { name: /^All countries/ })
    expect(within(row).getAllByRole('cell').at(-1)).toHaveTextContent('–')
    expect(screen.getByText(/no rate on record from NOK for 2005/)).toBeVisible()
  })

  it('names the currency of each amount when there are several', async () => {
    const two: ReportTotals = {
      ...sums(),
      total: {
        amounts: [
          { currency: 'EUR', amount: '5.00' },
          { currency: 'NOK', amount: '7.50' },
        ],
        converted: null,
      },
    }
    await show(reportOf({ totals: two }), <ReportTable />)

    const row = await screen.findByRole('row', { name: /^All countries/ })
    expect(within(row).getAllByRole('cell').at(-1)?.textContent).toBe('5.00\u00a0EUR7.50\u00a0NOK')
  })
})

it('shows a card for each country on a phone', async () => {
  await show(reportOf(), <ReportCards />)

  expect(await screen.findByRole('heading', { name: /No country/ })).toHaveTextContent(
    '9,007,199,254,740,993.01',
  )
})

it('shows the rate with its day, its source and the years it was used for', async () => {
  const rate = { from_currency: 'NOK', to_currency: 'EUR', rate: '0.12', valid_on: '2005-01-01' }
  const rates = [2005, 2006].map((year) => ({
    ...rate,
    year,
    source: 'A bank',
    basis: 'on_or_before' as const,
  }))
  const report = reportOf({ currency: 'EUR', rates }, '1.00')
  await show(report, <Rates {...report} />)

  expect(
    await screen.findByText('2005–2006: 1 NOK = 0.12 EUR, valid on 1 Jan 2005. Source: A bank'),
  ).toBeVisible()
})

it('draws bars that are also said in words and listed in a table', async () => {
  await show(reportOf(), <BudgetChart report={reportOf()} />)

  expect(
    await screen.findByRole('img', { name: /2005–2006: 9,007,199,254,740,993.01\sNOK in all/ }),
  ).toBeVisible()
})

it('joins years that follow each other', () => {
  expect(yearSpans([2008, 2005, 2006])).toBe('2005–2006, 2008')
})

it('downloads what is shown', () => {
  expect(csvAddress({ from_year: 2005, currency: 'EUR', to_year: undefined }, 'nb')).toBe(
    '/api/registry/v1/reports/annual.csv?from_year=2005&currency=EUR&locale=nb',
  )
})
