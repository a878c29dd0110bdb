import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { registerNetworkMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { NetworkForm } from '../../../features/networks/network-form'
import { useNetworkChanged } from '../../../features/networks/queries'
import { laterTexts } from '../../../i18n'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/networks/new')({ loader: laterTexts, component: NewNetwork })

function NewNetwork() {
  const { t } = useTranslation('networks')
  const navigate = useNavigate()
  const pick = usePickText()
  const changed = useNetworkChanged()
  const register = useMutation({
    ...registerNetworkMutation(),
    onSuccess: async (created) => {
      showSuccess(t('registered_now', { name: pick(created.name, created.original_language) }))
      await changed(created)
      await navigate({ to: '/networks/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/networks' } }]} />
      <NetworkForm
        submit={t('register')}
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/networks' })}
      />
    </>
  )
}
