import type { QueryClient } from '@tanstack/react-query'
import { defaultParseSearch, redirect } from '@tanstack/react-router'
import { getSavedViewOptions } from '../../api/registry/@tanstack/react-query.gen'

/** Leads to what a view keeps now. What one may see there is decided there. */
export async function openView(cache: QueryClient, id: string): Promise<never> {
  const { path, search } = await cache.fetchQuery(getSavedViewOptions({ path: { saved_view_id: id } }))
  throw redirect({ to: path, search: defaultParseSearch(search), replace: true } as never)
}
