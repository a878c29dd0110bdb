import { createFileRoute, useLocation } from '@tanstack/react-router'
import { ResultsPage } from '../../../features/results/results-page'
import { views } from '../../../features/results/view-search'
import { prefetchFramework } from '../../../lib/prefetch-framework'
import { choice, flag, searchSchema, text } from '../../../lib/search'

const search = searchSchema({
  archived: flag(),
  view: choice(views),
  check: text(),
  figure: text(),
  after: text(),
})

export const Route = createFileRoute('/_app/projects/$id/results')({
  validateSearch: search,
  loaderDeps: ({ search: { archived } }) => ({ archived }),
  loader: ({ context, params, deps }) => prefetchFramework(context.queryClient, params.id, deps.archived),
  component: Results,
})

function Results() {
  const { id } = Route.useParams()
  const { archived = false, view = 'values', check, figure, after } = Route.useSearch()
  const hash = useLocation({ select: (location) => location.hash })
  return (
    <ResultsPage
      what="project"
      id={id}
      archived={archived}
      view={view}
      check={check}
      figure={figure}
      after={after}
      hash={hash}
    />
  )
}
