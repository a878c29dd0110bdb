import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute, useLocation } from '@tanstack/react-router'
import { ResultsView } from '../../../features/results/results-view'
import { ResultsWaiting } from '../../../features/results/results-waiting'
import { frameworkQuery } from '../../../lib/results'
import { flag, searchSchema } from '../../../lib/search'
import { InlineError } from '../../../ui/inline-error'

const search = searchSchema({ archived: flag() })

export const Route = createFileRoute('/_app/projects/$id/results')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) =>
    void context.queryClient.prefetchQuery(frameworkQuery(params.id, deps.archived)),
  component: Results,
})

function Results() {
  const { id } = Route.useParams()
  const { archived = false } = Route.useSearch()
  const hash = useLocation({ select: (location) => location.hash })
  const framework = useQuery({ ...frameworkQuery(id, archived), placeholderData: keepPreviousData })
  if (framework.isError) return <InlineError error={framework.error} retry={framework.refetch} />
  if (!framework.data) return <ResultsWaiting />
  return <ResultsView framework={framework.data} withArchived={archived} hash={hash} />
}
