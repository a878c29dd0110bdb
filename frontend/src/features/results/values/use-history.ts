import { useInfiniteQuery } from '@tanstack/react-query'
import { listEntriesQueryKey } from '../../../api/indicators/@tanstack/react-query.gen'
import { listEntries } from '../../../api/indicators/sdk.gen'
import type { EntryDetail, PeriodOut } from '../../../api/indicators/types.gen'
import { given } from '../../../lib/given'

/** All that was said of a period, the newest first; read anew as soon as its cell knows of more. */
export function useHistory({ id, version, current }: PeriodOut) {
  const path = { period_id: id }
  const query = useInfiniteQuery({
    queryKey: [...listEntriesQueryKey({ path }), 'detail', version, current?.status ?? ''] as const,
    queryFn: async ({ pageParam, signal }) => {
      const wanted = given({ limit: 20, cursor: pageParam })
      return (await listEntries({ path, query: wanted, signal, throwOnError: true })).data
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const entries: EntryDetail[] | undefined = query.data?.pages.flatMap(({ items }) => items)
  return { ...query, entries }
}
