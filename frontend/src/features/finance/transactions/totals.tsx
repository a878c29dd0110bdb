import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { TransactionSum, TransactionTotals } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { dat, num } from '../../../lib/format'
import { Money } from '../../../ui/money'
import { kinds } from './search'

interface Row {
  key: string
  name: string
  currency: string
  sums: TransactionSum[]
}

/** By year and kind, as the service added them up; currencies by themselves. */
export function Totals({ totals }: { totals: TransactionTotals }) {
  const { t } = useTranslation('transactions')
  const rows = rowsOf(totals, t('all_years'))
  const used = kinds.filter((kind) => totals.sums.some((sum) => sum.kind === kind))
  return (
    <section className="panel stack-small">
      <Heading level="2" size="small">
        {t('totals')}
      </Heading>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="scroll-x" aria-label={t('totals')} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t('year')}</th>
              {used.map((kind) => (
                <th key={kind} scope="col">
                  {t(`kinds.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                {used.map((kind) => (
                  <td key={kind}>
                    <Sum sum={row.sums.find((sum) => sum.kind === kind)} currency={row.currency} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <RatesUsed totals={totals} />
    </section>
  )
}

/** A row for each year and currency, then one for all years; converted sums stand last. */
function rowsOf({ sums, currency }: TransactionTotals, all: string): Row[] {
  const rows = new Map<string, Row>()
  const late = (year: number | null) => year ?? Number.POSITIVE_INFINITY
  const order = [...sums].sort(
    (a, b) => late(a.year) - late(b.year) || (a.currency ?? '~').localeCompare(b.currency ?? '~'),
  )
  for (const sum of order) {
    const shown = sum.currency ?? currency
    // Over several currencies there is a sum only where it was converted.
    if (!shown || (sum.currency === null && isOneCurrency(sums, shown))) continue
    const key = `${sum.year} ${sum.currency}`
    const name = `${sum.year ?? all}, ${sum.currency === null ? '≈ ' : ''}${shown}`
    const row = rows.get(key) ?? { key, name, currency: shown, sums: [] }
    row.sums.push(sum)
    rows.set(key, row)
  }
  return [...rows.values()]
}

const isOneCurrency = (sums: TransactionSum[], code: string) =>
  sums.every(({ currency }) => currency === null || currency === code)

function Sum({ sum, currency }: { sum: TransactionSum | undefined; currency: string }) {
  const { t } = useTranslation('transactions')
  if (!sum) return '–'
  if (sum.currency !== null) return <Money amount={sum.amount} />
  return sum.converted?.mark ? t('rate_missing', { currency }) : <Money amount={sum.converted?.amount} />
}

function RatesUsed({ totals: { rates, currency } }: { totals: TransactionTotals }) {
  const { t } = useTranslation('transactions')
  const language = useLanguage()
  if (!currency) return null
  return (
    <div className="small subtle">
      <p className="flush">{t('rates_rule', { currency })}</p>
      {rates.length > 0 && (
        <ul className="flush">
          {rates.map((used) => (
            <li key={`${used.from_currency} ${used.rate_on}`}>
              {t('rate_used', {
                from: used.from_currency,
                to: currency,
                rate: num(language, used.rate, { maximumFractionDigits: 10 }),
                day: dat(language, used.rate_on),
                source: used.source,
              })}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
