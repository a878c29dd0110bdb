import { useQueryClient } from '@tanstack/react-query'
import {
  getPartnershipOptions,
  getPartnershipQueryKey,
  listPartnershipLinksQueryKey,
  listPartnershipsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PartnershipOut } from '../../api/registry/types.gen'
import { given } from '../../lib/given'

export const partnershipQuery = (id: string, asOf?: string) =>
  getPartnershipOptions({ path: { partnership_id: id }, query: given({ as_of: asOf }) })

/** After a change: what is shown of it on any day, and every list and map, is asked for again. */
export function usePartnershipChanged(): (partnership: PartnershipOut) => Promise<void> {
  const cache = useQueryClient()
  return async ({ id }) => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: getPartnershipQueryKey({ path: { partnership_id: id } }) }),
      cache.invalidateQueries({ queryKey: listPartnershipsQueryKey() }),
      cache.invalidateQueries({ queryKey: listPartnershipLinksQueryKey() }),
    ])
  }
}
