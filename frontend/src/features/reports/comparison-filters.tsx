import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { PortfolioComparison } from '../../api/registry/types.gen'
import { FilterBar } from '../../ui/filter-bar'
import { usePickText } from '../../ui/localised-view'
import { givenIn } from './comparison-amounts'
import { type ComparisonSearch, ways } from './comparison-search'
import { CurrencySwitch } from './report-filters'

export function ComparisonFilters({
  search,
  comparison,
}: {
  search: ComparisonSearch
  comparison: PortfolioComparison | undefined
}) {
  const { t } = useTranslation('compare')
  const pick = usePickText()
  const { data: programmes } = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  const there = comparison?.available_years
  const years = there ? Array.from({ length: there.last - there.first + 1 }, (_, i) => there.last - i) : []
  const choices = years.map((year) => ({ value: String(year), label: String(year) }))
  return (
    <FilterBar
      values={{ ...search }}
      filters={[
        {
          key: 'by',
          label: t('by'),
          all: t('ways.country'),
          options: ways.slice(1).map((way) => ({ value: way, label: t(`ways.${way}`) })),
        },
        { key: 'first_year', label: t('first_year'), all: t('year_before'), options: choices },
        { key: 'second_year', label: t('second_year'), all: t('newest_year'), options: choices },
        {
          key: 'programme',
          label: t('programme'),
          all: t('all_programmes'),
          options: (programmes?.items ?? []).map(({ id, title, original_language }) => ({
            value: id,
            label: pick(title, original_language),
          })),
        },
      ]}
    >
      <CurrencySwitch currency={search.currency} given={comparison ? givenIn(comparison) : []} />
    </FilterBar>
  )
}
