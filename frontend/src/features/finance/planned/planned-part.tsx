import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getPlannedAndActualOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { PlannedYear } from '../../../api/registry/types.gen'
import { ChartFigure } from '../../../charts/chart-figure'
import { type YearBar, YearBars } from '../../../charts/year-bars'
import { useLanguage } from '../../../i18n'
import { money } from '../../../lib/format'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import type { PartProps } from '../finance-parts'

const sums = ['planned', 'committed', 'disbursed', 'spent', 'repaid', 'left'] as const

/** The budget and the accounts side by side: each currency by itself, for they are never added up. */
export function PlannedPart({ projectId }: PartProps) {
  const { t } = useTranslation('planned')
  const { data, error, refetch } = useQuery(getPlannedAndActualOptions({ path: { project_id: projectId } }))
  if (error) return <InlineError error={error} retry={refetch} />
  if (!data) return <div className="pending" aria-busy />
  const currencies = [...new Set(data.items.map(({ currency }) => currency))]
  if (currencies.length === 0) return <EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>
  return (
    <div className="stack">
      <p className="flush subtle measure">{t('lead')}</p>
      {currencies.map((currency) => (
        <PlannedFigure key={currency} years={data.items.filter((one) => one.currency === currency)} />
      ))}
    </div>
  )
}

function PlannedFigure({ years }: { years: PlannedYear[] }) {
  const { t } = useTranslation('planned')
  const language = useLanguage()
  const bar = useBar()
  const whole = years.at(-1)
  if (!whole) return null
  const { currency } = whole
  const said = (amount: string) => money(language, amount, currency)
  const over = whole.left.startsWith('-')
  const amounts = {
    planned: said(whole.planned),
    spent: said(whole.spent),
    left: said(whole.left.replace('-', '')),
  }
  const rows = (write: (amount: string) => string) =>
    years.map((one) => [one.year ?? t('all_years'), ...sums.map((sum) => write(one[sum]))])
  const title = t('title', { currency })
  return (
    <ChartFigure
      level="2"
      title={title}
      summary={over ? t('summary_over', amounts) : t('summary', amounts)}
      table={{
        head: [t('year'), ...sums.map((sum) => t(sum))],
        rows: rows((amount) => money(language, amount)),
        csv: rows((amount) => amount),
      }}
      tableOnPhone
    >
      <YearBars years={years.filter(({ year }) => year !== null).map(bar)} label={title} />
    </ChartFigure>
  )
}

/** What was planned, parted into what was spent and what is left; what went beyond the plan stands apart. */
function useBar(): (one: PlannedYear) => YearBar {
  const { t } = useTranslation('planned')
  const language = useLanguage()
  return ({ year, currency, planned, spent, left }) => {
    const over = left.startsWith('-')
    const within = over ? planned : spent
    const rest = left.replace('-', '')
    const part = (key: string, name: string, amount: string) => ({
      key,
      name,
      value: Number(amount),
      text: money(language, amount),
    })
    return {
      year: String(year),
      label: year,
      total: t('of_planned', { amount: money(language, planned, currency) }),
      parts: [
        part('spent', over ? t('spent_within') : t('spent'), within),
        part(over ? 'over' : 'left', over ? t('over') : t('left'), rest),
      ].filter(({ value }) => value > 0),
    }
  }
}
