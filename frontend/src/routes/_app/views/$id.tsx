import { createFileRoute } from '@tanstack/react-router'

/** A link to a saved view. What it takes comes only when it is followed: this is fetched with every page. */
export const Route = createFileRoute('/_app/views/$id')({
  loader: async ({ context, params }) => {
    const { openView } = await import('../../../features/views/open-view')
    await openView(context.queryClient, params.id)
  },
})
