import { createFileRoute } from '@tanstack/react-router'
import { ProgrammeResultsPage } from '../../../features/programmes/programme-results-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { ValuesPage } from '../../../features/results/values/values-page'
import { valuesSearch } from '../../../features/results/values/values-search'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/programmes/$id/values')({
  validateSearch: valuesSearch,
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(programmeQuery(params.id)), laterTexts()])
  },
  component: ProgrammeValues,
})

function ProgrammeValues() {
  const { id } = Route.useParams()
  return (
    <ProgrammeResultsPage id={id} values>
      <ValuesPage what="programme" id={id} search={Route.useSearch()} />
    </ProgrammeResultsPage>
  )
}
