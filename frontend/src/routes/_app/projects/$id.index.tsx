import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { ProjectOverview } from '../../../features/projects/project-overview'
import { projectQuery } from '../../../features/projects/queries'

export const Route = createFileRoute('/_app/projects/$id/')({
  component: function Overview() {
    const { id } = Route.useParams()
    return <ProjectOverview project={useSuspenseQuery(projectQuery(id)).data} />
  },
})
