import { createFileRoute } from '@tanstack/react-router'
import { FrameworkSheetPage } from '../../../features/framework-sheet/framework-sheet-page'
import { ProgrammeResultsPage } from '../../../features/programmes/programme-results-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/programmes/$id/results_/sheet')({
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(programmeQuery(params.id)), laterTexts()])
  },
  component: ProgrammeFrameworkSheet,
})

function ProgrammeFrameworkSheet() {
  const { id } = Route.useParams()
  return (
    <ProgrammeResultsPage id={id}>
      <FrameworkSheetPage key={id} what="programme" ownerId={id} />
    </ProgrammeResultsPage>
  )
}
