import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  changeOrganisationMutation,
  getOrganisationOptions,
  getOrganisationQueryKey,
  listOrganisationsQueryKey,
} from '../../../api/registry/@tanstack/react-query.gen'
import { OrganisationForm } from '../../../features/organisations/organisation-form'
import { useFirst } from '../../../lib/use-first'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

const query = (id: string) => getOrganisationOptions({ path: { organisation_id: id } })

export const Route = createFileRoute('/_app/organisations/$id/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(query(params.id)),
  component: EditOrganisation,
})

function EditOrganisation() {
  const { t } = useTranslation('organisations')
  const { id } = Route.useParams()
  const path = { organisation_id: id }
  const data = useFirst(useSuspenseQuery(query(id)).data, id)
  const navigate = useNavigate()
  const cache = useQueryClient()
  const back = () => navigate({ to: '/organisations/$id', params: { id } })
  const change = useMutation({
    ...changeOrganisationMutation(),
    onSuccess: async (changed) => {
      cache.setQueryData(getOrganisationQueryKey({ path }), changed)
      showSuccess(t('changed_now', { name: changed.name }))
      await cache.invalidateQueries({ queryKey: listOrganisationsQueryKey() })
      await back()
    },
  })
  return (
    <>
      <PageHeader
        title={t('change_title', { name: data.name })}
        crumbs={[
          { label: t('title'), link: { to: '/organisations' } },
          { label: data.name, link: { to: '/organisations/$id', params: { id } } },
        ]}
      />
      <OrganisationForm
        organisation={data}
        submit={t('save')}
        onSubmit={(body) => change.mutateAsync({ path, body, headers: { 'if-match': `"${data.version}"` } })}
        onCancel={() => void back()}
      />
    </>
  )
}
