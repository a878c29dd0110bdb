import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { registerPartnershipMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { PartnershipForm } from '../../../features/partnerships/partnership-form'
import { usePartnershipChanged } from '../../../features/partnerships/queries'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/partnerships/new')({ component: NewPartnership })

function NewPartnership() {
  const { t } = useTranslation('partnerships')
  const navigate = useNavigate()
  const changed = usePartnershipChanged()
  const register = useMutation({
    ...registerPartnershipMutation(),
    onSuccess: async (created) => {
      showSuccess(t('registered_now', { name: created.name }))
      await changed(created)
      await navigate({ to: '/partnerships/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/partnerships' } }]} />
      <PartnershipForm
        submit={t('register')}
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/partnerships' })}
      />
    </>
  )
}
