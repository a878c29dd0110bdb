import { createFileRoute } from '@tanstack/react-router'
import { ValueFilePage } from '../../../features/value-file/value-file-page'
import { laterTexts } from '../../../i18n'

export const Route = createFileRoute('/_app/projects/$id/values_/file')({
  loader: laterTexts,
  component: ValueFile,
})

function ValueFile() {
  const { id } = Route.useParams()
  return <ValueFilePage key={id} what="project" ownerId={id} />
}
