import { createFileRoute } from '@tanstack/react-router'
import { FrameworkSheetPage } from '../../../features/framework-sheet/framework-sheet-page'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/projects/$id/results_/sheet')({
  loader: laterTexts,
  component: ProjectFrameworkSheet,
})

function ProjectFrameworkSheet() {
  const { id } = Route.useParams()
  return <FrameworkSheetPage key={id} what="project" ownerId={id} />
}
