import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { ResultsWaiting } from '../../../features/results/results-waiting'
import { ValuesView } from '../../../features/results/values/values-view'
import { laterTexts } from '../../../i18n'
import { prefetchFramework } from '../../../lib/prefetch-framework'
import { frameworkQuery } from '../../../lib/results'
import { choice, integer, searchSchema } from '../../../lib/search'
import { useSession } from '../../../lib/session'
import { InlineError } from '../../../ui/inline-error'

const search = searchSchema({ year: integer(1900, 2200), view: choice(['review']) })

export const Route = createFileRoute('/_app/projects/$id/values')({
  validateSearch: search,
  loader: async ({ context, params }) => {
    prefetchFramework(context.queryClient, params.id)
    await laterTexts()
  },
  component: Values,
})

function Values() {
  const { id } = Route.useParams()
  const { year, view } = Route.useSearch()
  const session = useSession()
  const framework = useQuery(frameworkQuery(id))
  if (framework.isError) return <InlineError error={framework.error} retry={framework.refetch} />
  if (!framework.data || !session) return <ResultsWaiting />
  return (
    <ValuesView
      key={id}
      framework={framework.data}
      accountId={session.account.id}
      year={year}
      review={view === 'review'}
    />
  )
}
