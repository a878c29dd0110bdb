import { Switch } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listCurrenciesOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { TransactionTotals } from '../../../api/registry/types.gen'
import { useSearchChange } from '../../../lib/search'
import { type Filter, FilterBar } from '../../../ui/filter-bar'
import { kinds, type TransactionSearch } from './search'

interface TransactionFiltersProps {
  search: TransactionSearch
  totals: TransactionTotals | undefined
}

const option = (value: string) => ({ value, label: value })
const sorted = (values: Iterable<string>) => [...new Set(values)].sort()

/** Years and currencies are those that there are; what is chosen stays among them. */
export function TransactionFilters({ search, totals }: TransactionFiltersProps) {
  const { t } = useTranslation('transactions')
  const change = useSearchChange()
  const currencies = useQuery({ ...listCurrenciesOptions(), staleTime: Number.POSITIVE_INFINITY })
  const sums = totals?.sums ?? []
  const years = sums.flatMap(({ year }) => (year === null ? [] : [String(year)]))
  const used = sums.flatMap(({ currency }) => currency ?? [])
  const filters: Filter[] = [
    { key: 'kind', label: t('kind'), options: kinds.map((value) => ({ value, label: t(`kinds.${value}`) })) },
    {
      key: 'year',
      label: t('year'),
      options: sorted([...years, ...(search.year ? [String(search.year)] : [])]).map(option),
    },
    {
      key: 'currency',
      label: t('currency'),
      options: sorted([...used, ...(search.currency ? [search.currency] : [])]).map(option),
    },
    {
      key: 'show_in',
      label: t('show_in'),
      all: t('as_entered'),
      options: (currencies.data?.items ?? []).map(({ code }) => option(code)),
    },
  ]
  return (
    <FilterBar values={{ ...search, standing: undefined }} filters={filters}>
      <Switch
        size="small"
        checked={Boolean(search.standing)}
        onChange={(event) => change({ standing: event.target.checked || undefined })}
      >
        {t('standing')}
      </Switch>
    </FilterBar>
  )
}
