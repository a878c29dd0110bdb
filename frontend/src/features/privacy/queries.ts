import { useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import {
  getHoldingsOptions as indicatorHoldings,
  getProcessingRecordOptions as indicatorRecord,
} from '../../api/indicators/@tanstack/react-query.gen'
import {
  getHoldingsOptions as notificationHoldings,
  getProcessingRecordOptions as notificationRecord,
} from '../../api/notifications/@tanstack/react-query.gen'
import {
  askForPersonDataMutation,
  getHoldingsOptions,
  getProcessingRecordOptions,
  listPersonRequestsOptions,
  listPersonRequestsQueryKey,
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

type Requests = { items: PersonRequestOut[] } | undefined

/** Looks again while something is under way. */
const refetchInterval = ({ state }: { state: { data?: Requests } }) =>
  state.data?.items.some((request) => !ended(request) && request.state !== 'requested') ? 2_000 : false

export const ownRequestsQuery = () => ({
  ...listPersonRequestsOptions({ query: { own: true, limit: 20 } }),
  refetchInterval,
})

export const requestsOfQuery = (person: string) => ({
  ...listPersonRequestsOptions({ query: { person, limit: 20 } }),
  refetchInterval,
})

/** Nobody asks twice for the same; until it is known what was asked for, nobody asks at all. */
export const isOpen = (requests: Requests, kind: PersonRequestOut['kind']): boolean =>
  requests?.items.some((one) => one.kind === kind && !ended(one)) ?? true

/** The person's data have changed, or are about to. */
export function useAskForCopy() {
  const cache = useQueryClient()
  return useMutation({
    ...askForPersonDataMutation(),
    onSuccess: () => cache.invalidateQueries({ queryKey: listPersonRequestsQueryKey() }),
  })
}
