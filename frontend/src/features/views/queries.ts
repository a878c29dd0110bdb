import { useQuery, useQueryClient } from '@tanstack/react-query'
import { listSavedViewsOptions, listSavedViewsQueryKey } from '../../api/registry/@tanstack/react-query.gen'
import type { SavedViewOut } from '../../api/registry/types.gen'

/** The most that one answer holds: nobody looks through more in a menu. */
const MOST = 200

export const viewsQuery = (path: string) => ({
  ...listSavedViewsOptions({ query: { path, limit: MOST } }),
  staleTime: 60_000,
})

export const useViews = (path: string) => useQuery(viewsQuery(path))

export function useRefreshViews(): () => Promise<void> {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: listSavedViewsQueryKey() })
}

export const ifMatch = ({ version }: SavedViewOut) => ({ 'if-match': `"${version}"` })
