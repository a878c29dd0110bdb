import { createFileRoute, useLocation } from '@tanstack/react-router'
import { ProgrammeResultsPage } from '../../../features/programmes/programme-results-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { ResultsPage } from '../../../features/results/results-page'
import { resultsSearch } from '../../../features/results/view-search'
import { SavedViews } from '../../../features/views/saved-views'

export const Route = createFileRoute('/_app/programmes/$id/results')({
  validateSearch: resultsSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(programmeQuery(params.id)),
  component: ProgrammeResults,
})

function ProgrammeResults() {
  const { id } = Route.useParams()
  const hash = useLocation({ select: (location) => location.hash })
  return (
    <ProgrammeResultsPage id={id}>
      <ResultsPage what="programme" id={id} search={Route.useSearch()} hash={hash} tools={<SavedViews />} />
    </ProgrammeResultsPage>
  )
}
