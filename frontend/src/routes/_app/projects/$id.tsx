import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, Outlet } from '@tanstack/react-router'
import { ProjectHeader } from '../../../features/projects/project-header'
import { projectQuery } from '../../../features/projects/queries'
import { PublicationButton } from '../../../features/publications/publication-button'

/** The frame around the parts of a project: overview, budget, results. */
export const Route = createFileRoute('/_app/projects/$id')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(projectQuery(params.id)),
  component: ProjectFrame,
})

function ProjectFrame() {
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(projectQuery(id))
  return (
    <>
      <ProjectHeader project={data} more={<PublicationButton kind="project" id={id} />} />
      <Outlet />
    </>
  )
}
