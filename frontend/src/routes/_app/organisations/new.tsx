import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  listOrganisationsQueryKey,
  registerOrganisationMutation,
} from '../../../api/registry/@tanstack/react-query.gen'
import { OrganisationForm } from '../../../features/organisations/organisation-form'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/organisations/new')({ component: NewOrganisation })

function NewOrganisation() {
  const { t } = useTranslation('organisations')
  const navigate = useNavigate()
  const cache = useQueryClient()
  const register = useMutation({
    ...registerOrganisationMutation(),
    onSuccess: async (created) => {
      showSuccess(t('registered_now', { name: created.name }))
      await cache.invalidateQueries({ queryKey: listOrganisationsQueryKey() })
      await navigate({ to: '/organisations/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/organisations' } }]} />
      <OrganisationForm
        submit={t('register')}
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/organisations' })}
      />
    </>
  )
}
