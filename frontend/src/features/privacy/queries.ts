import { useQueries } from '@tanstack/react-query'
import {
  getHoldingsOptions as indicatorHoldings,
  getProcessingRecordOptions as indicatorRecord,
} from '../../api/indicators/@tanstack/react-query.gen'
import {
  getHoldingsOptions as notificationHoldings,
  getProcessingRecordOptions as notificationRecord,
} from '../../api/notifications/@tanstack/react-query.gen'
import {
  getHoldingsOptions,
  getProcessingRecordOptions,
  listPersonRequestsOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { HeldTable, PersonRequestOut, ProcessedTable } from '../../api/registry/types.gen'

/** Each service tells of its own tables; together they are what there is. */
export function useHoldings(personId: string) {
  const path = { person_id: personId }
  return useQueries({
    queries: [
      getHoldingsOptions({ path }),
      indicatorHoldings({ path }),
      notificationHoldings({ path }),
    ] as ReturnType<typeof getHoldingsOptions>[],
    combine: (parts) => ({
      tables: parts.flatMap((part): HeldTable[] => part.data?.tables ?? []),
      isPending: parts.some((part) => part.isPending),
      error: parts.find((part) => part.error)?.error,
    }),
  })
}

export function useProcessingRecord() {
  return useQueries({
    queries: [getProcessingRecordOptions(), indicatorRecord(), notificationRecord()] as ReturnType<
      typeof getProcessingRecordOptions
    >[],
    combine: (parts) => ({
      tables: parts.flatMap((part): ProcessedTable[] => part.data?.tables ?? []),
      isPending: parts.some((part) => part.isPending),
      error: parts.find((part) => part.error)?.error,
    }),
  })
}

const ended = (request: PersonRequestOut) => request.state === 'done' || request.state === 'refused'

/** Looks again while something is under way. */
export const ownRequestsQuery = () => ({
  ...listPersonRequestsOptions({ query: { own: true, limit: 20 } }),
  refetchInterval: ({ state }: { state: { data?: { items: PersonRequestOut[] } | undefined } }) =>
    state.data?.items.some((request) => !ended(request) && request.state !== 'requested') ? 2_000 : false,
})
