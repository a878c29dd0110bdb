import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { registerProjectMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { ProjectForm } from '../../../features/projects/project-form'
import { useProjectChanged } from '../../../features/projects/queries'
import { searchSchema, uuid } from '../../../lib/search'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/projects/new')({
  validateSearch: searchSchema({ programme: uuid() }),
  component: NewProject,
})

function NewProject() {
  const { t } = useTranslation('projects')
  const { programme } = Route.useSearch()
  const navigate = useNavigate()
  const pick = usePickText()
  const changed = useProjectChanged()
  const register = useMutation({
    ...registerProjectMutation(),
    onSuccess: async (created) => {
      showSuccess(t('registered_now', { name: pick(created.title, created.original_language) }))
      await changed(created)
      await navigate({ to: '/projects/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/projects' } }]} />
      <ProjectForm
        programme={programme}
        submit={t('register')}
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/projects' })}
      />
    </>
  )
}
