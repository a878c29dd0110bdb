import { useQueryClient } from '@tanstack/react-query'
import {
  getPlannedAndActualQueryKey,
  getTransactionTotalsOptions,
  getTransactionTotalsQueryKey,
  listTransactionsOptions,
  listTransactionsQueryKey,
} from '../../../api/registry/@tanstack/react-query.gen'
import { given } from '../../../lib/given'
import type { TransactionSearch } from './search'

const asked = ({ after: _after, ...rest }: TransactionSearch) => given(rest)

export const transactionsQuery = (projectId: string, search: TransactionSearch) =>
  listTransactionsOptions({
    path: { project_id: projectId },
    query: { ...asked(search), ...given({ cursor: search.after }), with_total: true },
  })

export const totalsQuery = (projectId: string, search: TransactionSearch) =>
  getTransactionTotalsOptions({ path: { project_id: projectId }, query: asked(search) })

/** The same list as a file: a link, so that the browser itself saves it. */
export function transactionsFile(projectId: string, search: TransactionSearch): string {
  const query = Object.entries(asked(search)).map(([key, value]) => [key, String(value)])
  return `/api/registry/v1/projects/${projectId}/transactions.csv?${new URLSearchParams(query)}`
}

/** Lists and sums of the project's entries are asked for again, however they are narrowed. */
export function useEntriesChanged(projectId: string): () => Promise<void> {
  const cache = useQueryClient()
  const path = { project_id: projectId }
  return async () => {
    void cache.invalidateQueries({ queryKey: getPlannedAndActualQueryKey({ path }) })
    // Both at once: the sums stand above the list, and coming later would move it away from under the pointer.
    await Promise.all(
      [getTransactionTotalsQueryKey({ path }), listTransactionsQueryKey({ path })].map((queryKey) =>
        cache.invalidateQueries({ queryKey }),
      ),
    )
  }
}
