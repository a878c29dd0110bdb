import { useQueryClient } from '@tanstack/react-query'
import {
  getAxisOptions,
  getAxisQueryKey,
  listAxesQueryKey,
} from '../../api/indicators/@tanstack/react-query.gen'
import { getAxis } from '../../api/indicators/sdk.gen'
import type { AxisOut } from '../../api/indicators/types.gen'

export const axisQuery = (id: string) => getAxisOptions({ path: { axis_id: id } })

/** Puts a changed axis where it is read; asks for it where a change does not tell what came of it. */
export function useAxisChanged(): (id: string, axis?: AxisOut) => Promise<void> {
  const cache = useQueryClient()
  return async (id, axis) => {
    const path = { axis_id: id }
    const now = axis ?? (await getAxis({ path, throwOnError: true })).data
    cache.setQueryData(getAxisQueryKey({ path }), now)
    await cache.invalidateQueries({ queryKey: listAxesQueryKey() })
  }
}
