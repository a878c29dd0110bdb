import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changeProjectMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { ProjectForm } from '../../../features/projects/project-form'
import { projectQuery, useProjectChanged } from '../../../features/projects/queries'
import { useAccess } from '../../../lib/access'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/projects/$id_/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(projectQuery(params.id)),
  component: EditProject,
})

function EditProject() {
  const { t } = useTranslation('projects')
  const { id } = Route.useParams()
  const data = useFirst(useSuspenseQuery(projectQuery(id)).data, id)
  const access = useAccess('project', id)
  const navigate = useNavigate()
  const pick = usePickText()
  const name = pick(data.title, data.original_language)
  const changed = useProjectChanged()
  const back = () => navigate({ to: '/projects/$id', params: { id } })
  const change = useMutation({
    ...changeProjectMutation(),
    onSuccess: async (now) => {
      showSuccess(t('changed_now', { name: pick(now.title, now.original_language) }))
      await changed(now)
      await back()
    },
  })
  const headers = { 'if-match': `"${data.version}"` }
  return (
    <>
      <PageHeader
        title={t('change_title', { name })}
        crumbs={[
          { label: t('title'), link: { to: '/projects' } },
          { label: name, link: { to: '/projects/$id', params: { id } } },
        ]}
      />
      <ProjectForm
        project={data}
        editable={access?.editable}
        submit={t('save')}
        onSubmit={(body) => change.mutateAsync({ path: { project_id: id }, body, headers })}
        onCancel={() => void back()}
      />
    </>
  )
}
