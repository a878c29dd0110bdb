import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  getCoverageQueryKey,
  getFrameworkGraphQueryKey,
  getFrameworkOptions,
  getFrameworkQueryKey,
  getProgrammeFrameworkOptions,
  getProgrammeFrameworkQueryKey,
  listEntriesQueryKey,
} from '../api/indicators/@tanstack/react-query.gen'
import type { FrameworkOut } from '../api/indicators/types.gen'

/** All results of a project with their indicators, periods and current values. */
export const frameworkQuery = (projectId: string, archived = false) =>
  queryOptions(
    getFrameworkOptions({
      path: { project_id: projectId },
      ...(archived ? { query: { include_archived: true } } : {}),
    }),
  )

/** The same of a programme, as if it were a project. */
export const programmeFrameworkQuery = (programmeId: string, archived = false) =>
  queryOptions({
    ...getProgrammeFrameworkOptions({
      path: { programme_id: programmeId },
      ...(archived ? { query: { include_archived: true } } : {}),
    }),
    select: ({ programme, results }): FrameworkOut => ({
      project: { ...programme, archived: false },
      results,
    }),
  })

/** Whose results they are. */
export type What = 'project' | 'programme'

/** What one needs to change results: those of a programme bind its projects. */
export const mayChange = { project: 'result.write', programme: 'result.govern' } as const

/** With and without what was archived. */
export const frameworkKey = (ownerId: string, what: What = 'project') =>
  what === 'project'
    ? getFrameworkQueryKey({ path: { project_id: ownerId } })
    : getProgrammeFrameworkQueryKey({ path: { programme_id: ownerId } })

/** The project or programme that something is a result or indicator of; ids are unique over both. */
export const ownerOf = (thing: { project_id: string | null; programme_id: string | null }): string =>
  thing.project_id ?? thing.programme_id ?? ''

/** For what tells of news: reads a framework again, and the history of a period if it is known. */
export async function refreshResults(cache: QueryClient, ownerId: string, periodId?: string): Promise<void> {
  await Promise.all([
    cache.invalidateQueries({ queryKey: frameworkKey(ownerId) }),
    cache.invalidateQueries({ queryKey: frameworkKey(ownerId, 'programme') }),
    cache.invalidateQueries({ queryKey: getFrameworkGraphQueryKey({ path: { owner_id: ownerId } }) }),
    cache.invalidateQueries({ queryKey: getCoverageQueryKey({ path: { owner_id: ownerId } }) }),
    periodId && cache.invalidateQueries({ queryKey: listEntriesQueryKey({ path: { period_id: periodId } }) }),
  ])
}
