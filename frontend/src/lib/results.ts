import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  getFrameworkOptions,
  getFrameworkQueryKey,
  listEntriesQueryKey,
} from '../api/indicators/@tanstack/react-query.gen'

/** All results of a project with their indicators, periods and current values. */
export const frameworkQuery = (projectId: string, archived = false) =>
  queryOptions(
    getFrameworkOptions({
      path: { project_id: projectId },
      ...(archived ? { query: { include_archived: true } } : {}),
    }),
  )

/** With and without what was archived. */
export const frameworkKey = (projectId: string) => getFrameworkQueryKey({ path: { project_id: projectId } })

/** For what tells of news: reads the results of a project again, and the history of a period if it is known. */
export async function refreshResults(
  cache: QueryClient,
  projectId: string,
  periodId?: string,
): Promise<void> {
  await Promise.all([
    cache.invalidateQueries({ queryKey: frameworkKey(projectId) }),
    periodId && cache.invalidateQueries({ queryKey: listEntriesQueryKey({ path: { period_id: periodId } }) }),
  ])
}
