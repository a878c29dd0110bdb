import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changeNetworkMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { NetworkForm } from '../../../features/networks/network-form'
import { networkQuery, useNetworkChanged } from '../../../features/networks/queries'
import { laterTexts } from '../../../i18n'
import { useAccess } from '../../../lib/access'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/networks/$id/edit')({
  loader: laterTexts,
  component: EditNetwork,
})

function EditNetwork() {
  const { t } = useTranslation('networks')
  const { id } = Route.useParams()
  const data = useFirst(useSuspenseQuery(networkQuery(id)).data, id)
  const access = useAccess('network', id)
  const navigate = useNavigate()
  const pick = usePickText()
  const name = pick(data.name, data.original_language)
  const changed = useNetworkChanged()
  const back = () => navigate({ to: '/networks/$id', params: { id } })
  const change = useMutation({
    ...changeNetworkMutation(),
    onSuccess: async (now) => {
      showSuccess(t('changed_now', { name: pick(now.name, now.original_language) }))
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
          { label: t('title'), link: { to: '/networks' } },
          { label: name, link: { to: '/networks/$id', params: { id } } },
        ]}
      />
      <NetworkForm
        network={data}
        editable={access?.editable}
        submit={t('save')}
        // A network stays in its programme.
        onSubmit={({ programme_id: _, ...body }) =>
          change.mutateAsync({ path: { network_id: id }, body, headers })
        }
        onCancel={() => void back()}
      />
    </>
  )
}
