import { queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { listPerformanceQueryKey } from '../../api/indicators/@tanstack/react-query.gen'
import { listPerformance } from '../../api/indicators/sdk.gen'
import type { PerformanceRow } from '../../api/indicators/types.gen'
import { given } from '../../lib/given'

const PER_PAGE = 200
/** Those that are being worked out are soon there. */
const AGAIN_AFTER = 2000

/** What the indicators of a framework come to by all that was accepted, as every other page tells it. */
const acceptedFigures = (ownerId: string) =>
  queryOptions({
    queryKey: [...listPerformanceQueryKey({ query: { owner_id: ownerId } }), 'all'],
    queryFn: async ({ signal }) => {
      const rows: PerformanceRow[] = []
      let cursor: string | undefined
      do {
        const query = { owner_id: ownerId, limit: PER_PAGE, ...given({ cursor }) }
        const { data } = await listPerformance({ query, signal, throwOnError: true })
        rows.push(...data.items)
        cursor = data.next_cursor ?? undefined
      } while (cursor)
      return rows
    },
    refetchInterval: ({ state }) => (state.data?.some(({ pending }) => pending) ? AGAIN_AFTER : false),
  })

type Figures = ReadonlyMap<string, PerformanceRow>

export const AcceptedContext = createContext<Figures>(new Map())

export function useAcceptedFigures(ownerId: string): Figures {
  const { data } = useQuery(acceptedFigures(ownerId))
  return useMemo(() => new Map(data?.map((row) => [row.indicator_id, row])), [data])
}

export const useAccepted = (indicatorId: string) => useContext(AcceptedContext).get(indicatorId)
