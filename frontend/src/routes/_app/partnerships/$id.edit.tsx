import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changePartnershipMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { PartnershipForm } from '../../../features/partnerships/partnership-form'
import { partnershipQuery, usePartnershipChanged } from '../../../features/partnerships/queries'
import { useFirst } from '../../../lib/use-first'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/partnerships/$id/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(partnershipQuery(params.id)),
  component: EditPartnership,
})

function EditPartnership() {
  const { t } = useTranslation('partnerships')
  const { id } = Route.useParams()
  const data = useFirst(useSuspenseQuery(partnershipQuery(id)).data, id)
  const navigate = useNavigate()
  const changed = usePartnershipChanged()
  const back = () => navigate({ to: '/partnerships/$id', params: { id } })
  const change = useMutation({
    ...changePartnershipMutation(),
    onSuccess: async (now) => {
      showSuccess(t('changed_now', { name: now.name }))
      await changed(now)
      await back()
    },
  })
  const headers = { 'if-match': `"${data.version}"` }
  return (
    <>
      <PageHeader
        title={t('change_title', { name: data.name })}
        crumbs={[
          { label: t('title'), link: { to: '/partnerships' } },
          { label: data.name, link: { to: '/partnerships/$id', params: { id } } },
        ]}
      />
      <PartnershipForm
        partnership={data}
        submit={t('save')}
        onSubmit={({ status: _, ...body }) =>
          change.mutateAsync({ path: { partnership_id: id }, body, headers })
        }
        onCancel={() => void back()}
      />
    </>
  )
}
