import { useQueryClient } from '@tanstack/react-query'
import {
  getNetworkOptions,
  getNetworkQueryKey,
  listNetworksQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { NetworkOut } from '../../api/registry/types.gen'

export const networkQuery = (id: string) => getNetworkOptions({ path: { network_id: id } })

/** Puts a changed network where it is read, and has lists asked for again. */
export function useNetworkChanged(): (network: NetworkOut) => Promise<void> {
  const cache = useQueryClient()
  return async (network) => {
    cache.setQueryData(getNetworkQueryKey({ path: { network_id: network.id } }), network)
    await cache.invalidateQueries({ queryKey: listNetworksQueryKey() })
  }
}
