import './report.css'
import { ToggleGroup } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  listConversionRatesOptions,
  listProgrammesOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { AnnualReport, ReportYears } from '../../api/registry/types.gen'
import { useSearchChange } from '../../lib/search'
import { type Filter, FilterBar } from '../../ui/filter-bar'
import { usePickText } from '../../ui/localised-view'
import { givenCurrencies } from './figures'
import type { ReportSearch } from './report-search'

const asGiven = 'as-given'

export function ReportFilters({
  search,
  report,
}: {
  search: ReportSearch
  report: AnnualReport | undefined
}) {
  const { t } = useTranslation('reports')
  const { programme, years } = useReportFilters(report?.available_years)
  return (
    <FilterBar
      values={{ ...search }}
      filters={[
        programme,
        { key: 'from_year', label: t('from_year'), options: years },
        { key: 'to_year', label: t('to_year'), options: years },
      ]}
    >
      <CurrencySwitch currency={search.currency} given={report ? givenCurrencies(report) : []} />
    </FilterBar>
  )
}

/** What a report is narrowed down by: a programme, and the years there are, the first of them first. */
export function useReportFilters(there: ReportYears | null | undefined): {
  programme: Filter
  years: Filter['options']
} {
  const { t } = useTranslation('reports')
  const pick = usePickText()
  const { data } = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  const years = there ? Array.from({ length: there.last - there.first + 1 }, (_, i) => there.first + i) : []
  return {
    programme: {
      key: 'programme',
      label: t('programme'),
      all: t('all_programmes'),
      options: (data?.items ?? []).map(({ id, title, original_language }) => ({
        value: id,
        label: pick(title, original_language),
      })),
    },
    years: years.map((year) => ({ value: String(year), label: String(year) })),
  }
}

/** Only currencies into which a rate leads are offered. */
export function CurrencySwitch({ currency, given }: { currency: string | undefined; given: string[] }) {
  const { t } = useTranslation('reports')
  const change = useSearchChange()
  const { data: rates } = useQuery(listConversionRatesOptions({ query: { limit: 200 } }))
  const targets = [...new Set([...(rates?.items ?? []).map(({ to_currency }) => to_currency), currency])]
    .filter((code): code is string => code !== undefined && !(given.length === 1 && code === given[0]))
    .sort()
  if (targets.length === 0) return null
  return (
    <ToggleGroup
      size="small"
      label={t('shown_in')}
      value={currency && targets.includes(currency) ? currency : asGiven}
      onChange={(value) => change({ currency: value === asGiven ? undefined : value })}
    >
      <ToggleGroup.Item value={asGiven} label={given.length === 1 ? given[0] : t('as_given')} />
      {targets.map((code) => (
        <ToggleGroup.Item key={code} value={code} label={code} />
      ))}
    </ToggleGroup>
  )
}
