import { useQueryClient } from '@tanstack/react-query'
import type { FrameworkOut, PeriodOut } from '../../api/indicators/types.gen'
import { frameworkKey } from '../../lib/results'

/** Puts one period as the service sent it into what is shown, before all of it is read again. */
export function usePutPeriod(projectId: string): (period: PeriodOut) => void {
  const cache = useQueryClient()
  return (period) =>
    cache.setQueriesData<FrameworkOut>({ queryKey: frameworkKey(projectId) }, (framework) =>
      framework ? withPeriod(framework, period) : framework,
    )
}

const withPeriod = (framework: FrameworkOut, period: PeriodOut): FrameworkOut => ({
  ...framework,
  results: framework.results.map((result) => ({
    ...result,
    indicators: result.indicators.map((indicator) =>
      indicator.id === period.indicator_id
        ? { ...indicator, periods: indicator.periods.map((old) => (old.id === period.id ? period : old)) }
        : indicator,
    ),
  })),
})
