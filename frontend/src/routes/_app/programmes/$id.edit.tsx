import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { changeProgrammeMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { ProgrammeForm } from '../../../features/programmes/programme-form'
import { programmeQuery, useProgrammeChanged } from '../../../features/programmes/queries'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/programmes/$id/edit')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(programmeQuery(params.id)),
  component: EditProgramme,
})

function EditProgramme() {
  const { t } = useTranslation('programmes')
  const { id } = Route.useParams()
  const data = useFirst(useSuspenseQuery(programmeQuery(id)).data, id)
  const navigate = useNavigate()
  const pick = usePickText()
  const name = pick(data.title, data.original_language)
  const changed = useProgrammeChanged()
  const back = () => navigate({ to: '/programmes/$id', params: { id } })
  const change = useMutation({
    ...changeProgrammeMutation(),
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
          { label: t('title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
      />
      <ProgrammeForm
        programme={data}
        submit={t('save')}
        onSubmit={(body) => change.mutateAsync({ path: { programme_id: id }, body, headers })}
        onCancel={() => void back()}
      />
    </>
  )
}
