import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { registerDefinitionMutation } from '../../../api/indicators/@tanstack/react-query.gen'
import { DefinitionForm } from '../../../features/library/definition-form'
import { useDefinitionChanged } from '../../../features/library/queries'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/library/new')({
  loader: laterTexts,
  component: NewDefinition,
})

function NewDefinition() {
  const { t } = useTranslation('library')
  const navigate = useNavigate()
  const changed = useDefinitionChanged()
  const register = useMutation({
    ...registerDefinitionMutation(),
    onSuccess: async (made) => {
      showSuccess(t('saved_draft'))
      await changed(made)
      await navigate({ to: '/library/$id', params: { id: made.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/library' } }]} />
      <DefinitionForm
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/library' })}
      />
    </>
  )
}
