import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProjectOverview } from '../../../features/projects/project-overview'
import { projectQuery } from '../../../features/projects/queries'
import { MustFill } from '../../../ui/must-fill'

export const Route = createFileRoute('/_app/projects/$id/')({
  component: Overview,
})

function Overview() {
  const { t } = useTranslation('projects')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(projectQuery(id))
  return (
    <>
      <MustFill
        type="project"
        id={id}
        label={(field) => t(field as 'summary')}
        edit={{ to: '/projects/$id/edit', params: { id } }}
      />
      <ProjectOverview project={data} />
    </>
  )
}
