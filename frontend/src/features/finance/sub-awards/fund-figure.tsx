import { useTranslation } from 'react-i18next'
import type { FundOut } from '../../../api/registry/types.gen'
import { ChartFigure } from '../../../charts/chart-figure'
import { IndicatorLine } from '../../../charts/indicator-line'
import { useLanguage } from '../../../i18n'
import { dat, money } from '../../../lib/format'

const sums = ['paid_in', 'paid_out', 'repaid', 'balance'] as const

/** What a fund held at the end of each month in which something moved. */
export function FundFigure({ fund }: { fund: FundOut }) {
  const { t } = useTranslation('sub_awards')
  const language = useLanguage()
  const said = (amount: string) => money(language, amount, fund.currency)
  const month = (day: string) => dat(language, day, { month: 'short', year: 'numeric' })
  const title = t('fund', { holder: fund.holder.name, currency: fund.currency })
  const summary = t('fund_summary', {
    balance: said(fund.balance),
    paid_in: said(fund.paid_in),
    paid_out: said(fund.paid_out),
    repaid: said(fund.repaid),
    interest: said(fund.interest),
    outstanding: said(fund.outstanding),
  })
  const head = [t('month'), t('paid_in'), t('handed_on'), t('came_back'), t('balance')]
  const rows = (write: (amount: string) => string) =>
    fund.months.map((one) => [month(one.month), ...sums.map((sum) => write(one[sum]))])
  return (
    <ChartFigure
      title={title}
      summary={summary}
      level="2"
      table={{
        head,
        rows: rows((amount) => money(language, amount)),
        csv: rows((amount) => amount),
      }}
    >
      <IndicatorLine
        title={`${title}. ${summary}`}
        baseline={null}
        unit={fund.currency}
        points={steps(fund).map(([date, balance]) => ({
          date,
          label: month(date.toISOString().slice(0, 10)),
          actual: Number(balance),
          target: null,
        }))}
      />
    </ChartFigure>
  )
}

/** A fund holds what it held until something moves: the line does not rise on the way there. */
function steps({ months }: FundOut): [Date, string][] {
  return months.flatMap(({ month, balance }, index) => {
    const before = months[index - 1]
    const eve = new Date(month)
    eve.setUTCMonth(eve.getUTCMonth() - 1)
    const waited = before && eve.getTime() > new Date(before.month).getTime()
    return [...(waited ? [[eve, before.balance] as [Date, string]] : []), [new Date(month), balance]]
  })
}
