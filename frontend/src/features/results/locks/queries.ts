import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listPeriodLocks } from '../../../api/indicators/sdk.gen'
import type { LockOut } from '../../../api/indicators/types.gen'

const KEY = 'locks'

/** All locks that hold for a project or programme: a value is free only if none of them holds. */
export const locksQuery = (ownerId: string) =>
  queryOptions({
    queryKey: [KEY, ownerId],
    queryFn: async ({ signal }) => {
      const found: LockOut[] = []
      let cursor: string | null = null
      do {
        const query: { limit: number; cursor?: string } = { limit: 200, ...(cursor ? { cursor } : {}) }
        const { data } = await listPeriodLocks({
          path: { owner_id: ownerId },
          query,
          signal,
          throwOnError: true,
        })
        found.push(...data.items)
        cursor = data.next_cursor
      } while (cursor)
      return found
    },
  })

/** Those of a programme hold for its projects as well: all are read anew. */
export const refreshLocks = (cache: QueryClient): Promise<void> =>
  cache.invalidateQueries({ queryKey: [KEY] })
