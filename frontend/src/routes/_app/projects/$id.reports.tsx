import { createFileRoute } from '@tanstack/react-router'
import { Calendar } from '../../../features/reporting/calendar'
import { laterTexts } from '../../../i18n'

/** What is owed of one project, of all years. */
export const Route = createFileRoute('/_app/projects/$id/reports')({
  loader: laterTexts,
  component: function ProjectReports() {
    return <Calendar ownerId={Route.useParams().id} asked={{}} ofProject />
  },
})
