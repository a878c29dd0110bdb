import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { getValueChecks } from '../../../api/indicators/sdk.gen'
import type { ValueCheck } from '../../../api/indicators/types.gen'
import { ANY, type GridModel } from '../values/grid-model'

/** Nobody is told while they still type. */
const SETTLES = 600

const checksQuery = (ownerId: string) =>
  queryOptions({
    queryKey: ['value-checks', ownerId],
    queryFn: async ({ signal }) => {
      const { data } = await getValueChecks({ path: { owner_id: ownerId }, signal, throwOnError: true })
      return data
    },
  })

/** What is worth a second look, by the period it is said of. */
export type Checks = ReadonlyMap<string, readonly ValueCheck[]>
const NONE: readonly ValueCheck[] = []
export const ChecksContext = createContext<Checks>(new Map())
export const useChecksOf = (period: string): readonly ValueCheck[] =>
  useContext(ChecksContext).get(period) ?? NONE

/** Read anew once what was typed is stored, or something was decided. */
export function useChecks(model: GridModel, ownerId: string, enabled: boolean): Checks {
  const cache = useQueryClient()
  const { data } = useQuery({ ...checksQuery(ownerId), enabled })
  useEffect(() => {
    if (!enabled) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const leave = model.subscribe(ANY, () => {
      clearTimeout(timer)
      if (model.counts().waiting > 0) return
      timer = setTimeout(() => void refreshChecks(cache), SETTLES)
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [model, cache, enabled])
  return useMemo(() => {
    const found = new Map<string, ValueCheck[]>()
    for (const one of data?.items ?? []) {
      found.set(one.period_id, [...(found.get(one.period_id) ?? []), one])
    }
    return found
  }, [data])
}

export const refreshChecks = (cache: ReturnType<typeof useQueryClient>): Promise<void> =>
  cache.invalidateQueries({ queryKey: ['value-checks'] })
