import { createFileRoute } from '@tanstack/react-router'
import { ValuesPage } from '../../../features/results/values/values-page'
import { valuesSearch } from '../../../features/results/values/values-search'
import { laterTexts } from '../../../i18n'
import { prefetchFramework } from '../../../lib/prefetch-framework'

export const Route = createFileRoute('/_app/projects/$id/values')({
  validateSearch: valuesSearch,
  loader: async ({ context, params }) => {
    prefetchFramework(context.queryClient, params.id)
    await laterTexts()
  },
  component: Values,
})

function Values() {
  const { id } = Route.useParams()
  return <ValuesPage what="project" id={id} search={Route.useSearch()} />
}
