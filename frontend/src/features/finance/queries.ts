import { useQueryClient } from '@tanstack/react-query'
import {
  getAnnualReportQueryKey,
  getOverviewQueryKey,
  getPlannedAndActualQueryKey,
  getProjectQueryKey,
  listBudgetLinesOptions,
  listBudgetLinesQueryKey,
  listProjectsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'

export const budgetQuery = (projectId: string) => listBudgetLinesOptions({ path: { project_id: projectId } })

/** Money stands in many places: each is asked for again when it is next seen. */
export function useBudgetChanged(projectId: string): () => Promise<void> {
  const cache = useQueryClient()
  const path = { project_id: projectId }
  return async () => {
    for (const queryKey of [
      getProjectQueryKey({ path }),
      getPlannedAndActualQueryKey({ path }),
      listProjectsQueryKey(),
      getOverviewQueryKey(),
      getAnnualReportQueryKey(),
    ]) {
      void cache.invalidateQueries({ queryKey })
    }
    await cache.invalidateQueries({ queryKey: listBudgetLinesQueryKey({ path }) })
  }
}
