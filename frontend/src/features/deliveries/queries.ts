import { useQueryClient } from '@tanstack/react-query'
import {
  getDeliveryHealthQueryKey,
  listDeliveriesQueryKey,
} from '../../api/notifications/@tanstack/react-query.gen'

/** After something is sent again: the list and the counts. */
export function useDeliveriesChanged(): () => Promise<unknown> {
  const cache = useQueryClient()
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: getDeliveryHealthQueryKey() }),
      cache.invalidateQueries({ queryKey: listDeliveriesQueryKey() }),
    ])
}
