import { LocalAlert } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnnualReport, ReportRate } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, num } from '../../lib/format'

/** `2005–2006, 2008`: years that follow each other are said together. */
export function yearSpans(years: readonly number[]): string {
  const spans: [number, number][] = []
  for (const year of [...years].sort((a, b) => a - b)) {
    const last = spans.at(-1)
    if (last && year === last[1] + 1) last[1] = year
    else spans.push([year, year])
  }
  return spans.map(([first, last]) => (first === last ? String(first) : `${first}–${last}`)).join(', ')
}

function grouped<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

/** With what, and on whose word, the report's amounts were converted. */
export function Rates({ rates, missing_rates }: Pick<AnnualReport, 'rates' | 'missing_rates'>) {
  const { t } = useTranslation('reports')
  if (rates.length === 0 && missing_rates.length === 0) return null
  const key = (rate: ReportRate) => `${rate.from_currency} ${rate.valid_on} ${rate.basis}`
  return (
    <div className="report-rates">
      {missing_rates.length > 0 && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="h2">{t('missing_title')}</LocalAlert.Title>
          </LocalAlert.Header>
          <LocalAlert.Content>
            {grouped(missing_rates, ({ from_currency }) => from_currency).map((group) => (
              <p key={group[0]?.from_currency} className="flush">
                {t('missing', {
                  from: group[0]?.from_currency,
                  years: yearSpans(group.map(({ year }) => year)),
                })}
              </p>
            ))}
          </LocalAlert.Content>
        </LocalAlert>
      )}
      <h2>
        <Link to="/reports/rates">{t('rates_title')}</Link>
      </h2>
      {rates.length > 0 && (
        <>
          <ul>
            {grouped(rates, key).map((group) => (
              <li key={group[0] && key(group[0])}>
                <RateLine rates={group} />
              </li>
            ))}
          </ul>
          <p className="small subtle flush">{t('rates_rule')}</p>
        </>
      )}
    </div>
  )
}

function RateLine({ rates }: { rates: ReportRate[] }) {
  const { t } = useTranslation('reports')
  const language = useLanguage()
  const [rate] = rates
  if (!rate) return null
  return t(rate.basis === 'nearest_later' ? 'rate_later' : 'rate', {
    years: yearSpans(rates.map(({ year }) => year)),
    from: rate.from_currency,
    to: rate.to_currency,
    rate: num(language, rate.rate, { maximumFractionDigits: 10 }),
    date: dat(language, rate.valid_on),
    source: rate.source,
  })
}
