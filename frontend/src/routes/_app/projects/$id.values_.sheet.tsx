import { createFileRoute } from '@tanstack/react-router'
import { ValueSheetPage } from '../../../features/value-sheet/value-sheet-page'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/projects/$id/values_/sheet')({
  loader: laterTexts,
  component: ValueSheet,
})

function ValueSheet() {
  const { id } = Route.useParams()
  return <ValueSheetPage key={id} what="project" ownerId={id} />
}
