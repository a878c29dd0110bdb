import { createFileRoute } from '@tanstack/react-router'
import { ProgrammeResultsPage } from '../../../features/programmes/programme-results-page'
import { programmeQuery } from '../../../features/programmes/queries'
import { ValueFilePage } from '../../../features/value-file/value-file-page'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/programmes/$id/values_/file')({
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(programmeQuery(params.id)), laterTexts()])
  },
  component: ProgrammeValueFile,
})

function ProgrammeValueFile() {
  const { id } = Route.useParams()
  return (
    <ProgrammeResultsPage id={id} values>
      <ValueFilePage key={id} what="programme" ownerId={id} />
    </ProgrammeResultsPage>
  )
}
