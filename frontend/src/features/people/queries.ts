import { useQueryClient } from '@tanstack/react-query'
import { getPersonQueryKey, listPeopleQueryKey } from '../../api/registry/@tanstack/react-query.gen'

/** For what changes a person: their page and the list are read again. */
export function usePersonChanged(): (id: string) => Promise<unknown> {
  const cache = useQueryClient()
  return (id) =>
    Promise.all([
      cache.invalidateQueries({ queryKey: getPersonQueryKey({ path: { account_id: id } }) }),
      cache.invalidateQueries({ queryKey: listPeopleQueryKey() }),
    ])
}
