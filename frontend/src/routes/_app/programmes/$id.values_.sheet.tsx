import { createFileRoute } from '@tanstack/react-router'
import { ProgrammeResultsPage } from '../../../features/programmes/programme-results-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { ValueSheetPage } from '../../../features/value-sheet/value-sheet-page'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/programmes/$id/values_/sheet')({
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(programmeQuery(params.id)), laterTexts()])
  },
  component: ProgrammeValueSheet,
})

function ProgrammeValueSheet() {
  const { id } = Route.useParams()
  return (
    <ProgrammeResultsPage id={id} values>
      <ValueSheetPage key={id} what="programme" ownerId={id} />
    </ProgrammeResultsPage>
  )
}
