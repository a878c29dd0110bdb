import { useTranslation } from 'react-i18next'
import type { PortfolioComparison } from '../../api/registry/types.gen'
import { FilterBar } from '../../ui/filter-bar'
import { givenIn } from './comparison-amounts'
import { type ComparisonSearch, ways } from './comparison-search'
import { CurrencySwitch, useReportFilters } from './report-filters'

export function ComparisonFilters({
  search,
  comparison,
}: {
  search: ComparisonSearch
  comparison: PortfolioComparison | undefined
}) {
  const { t } = useTranslation('compare')
  const { programme, years } = useReportFilters(comparison?.available_years)
  const choices = years.toReversed()
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
        programme,
      ]}
    >
      <CurrencySwitch currency={search.currency} given={comparison ? givenIn(comparison) : []} />
    </FilterBar>
  )
}
