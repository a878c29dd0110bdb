import { type QueryClient, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { listFollowUps } from '../../../api/indicators/sdk.gen'
import type { FollowUpOut } from '../../../api/indicators/types.gen'

/** What is to be come back to, by the period it is said of. */
export type FollowUps = ReadonlyMap<string, FollowUpOut>
export const FollowUpsContext = createContext<FollowUps>(new Map())
export const useFollowUp = (period: string): FollowUpOut | undefined =>
  useContext(FollowUpsContext).get(period)

const KEY = 'follow-ups'

export function useFollowUps(ownerId: string, enabled: boolean): FollowUps {
  const { data } = useQuery({
    queryKey: [KEY, ownerId],
    queryFn: async ({ signal }) =>
      (await listFollowUps({ path: { owner_id: ownerId }, signal, throwOnError: true })).data.items,
    enabled,
  })
  return useMemo(() => new Map(data?.map((one) => [one.period_id, one])), [data])
}

export const refreshFollowUps = (cache: QueryClient): Promise<void> =>
  cache.invalidateQueries({ queryKey: [KEY] })
