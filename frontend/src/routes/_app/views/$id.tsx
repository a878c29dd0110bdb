import { createFileRoute, defaultParseSearch, redirect } from '@tanstack/react-router'
import { getSavedViewOptions } from '../../../api/registry/@tanstack/react-query.gen'

/** A link to a saved view: leads to what it keeps now. What one may see there is decided there. */
export const Route = createFileRoute('/_app/views/$id')({
  loader: async ({ context, params }) => {
    const view = await context.queryClient.fetchQuery(
      getSavedViewOptions({ path: { saved_view_id: params.id } }),
    )
    throw redirect({ to: view.path, search: defaultParseSearch(view.search), replace: true } as never)
  },
})
