import { useQueryClient } from '@tanstack/react-query'
import {
  getFundingRoundOptions,
  getFundingRoundQueryKey,
  getFunnelOptions,
  getFunnelQueryKey,
  listFundingApplicationsOptions,
  listFundingApplicationsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { FundingRoundOut, ListFundingApplicationsData } from '../../api/registry/types.gen'

export const funnelQuery = (programmeId: string) => getFunnelOptions({ path: { programme_id: programmeId } })

export const roundQuery = (roundId: string) => getFundingRoundOptions({ path: { funding_round_id: roundId } })

export const applicationsQuery = (
  roundId: string,
  query: NonNullable<ListFundingApplicationsData['query']>,
) =>
  listFundingApplicationsOptions({
    path: { funding_round_id: roundId },
    query: { ...query, with_total: true },
  })

/** The funnel counts anew whatever changed; a round also shows how many applied. */
export function useFundingChanged(): (programmeId: string, roundId?: string) => Promise<void> {
  const cache = useQueryClient()
  return async (programmeId, roundId) => {
    if (roundId) {
      const path = { funding_round_id: roundId }
      void cache.invalidateQueries({ queryKey: getFundingRoundQueryKey({ path }) })
      await cache.invalidateQueries({ queryKey: listFundingApplicationsQueryKey({ path }) })
    }
    await cache.invalidateQueries({ queryKey: getFunnelQueryKey({ path: { programme_id: programmeId } }) })
  }
}

export interface OfRound {
  round: FundingRoundOut
  onClose: () => void
}
