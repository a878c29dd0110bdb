import { createFileRoute, useLocation } from '@tanstack/react-router'
import { ResultsPage } from '../../../features/results/results-page'
import { resultsSearch } from '../../../features/results/view-search'
import { SavedViews } from '../../../features/views/saved-views'
import { prefetchFramework } from '../../../lib/prefetch-framework'

export const Route = createFileRoute('/_app/projects/$id/results')({
  validateSearch: resultsSearch,
  loaderDeps: ({ search: { archived } }) => ({ archived }),
  loader: ({ context, params, deps }) => prefetchFramework(context.queryClient, params.id, deps.archived),
  component: Results,
})

function Results() {
  const { id } = Route.useParams()
  const hash = useLocation({ select: (location) => location.hash })
  return <ResultsPage what="project" id={id} search={Route.useSearch()} hash={hash} tools={<SavedViews />} />
}
