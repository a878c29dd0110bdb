import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { registerProgrammeMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { ProgrammeForm } from '../../../features/programmes/programme-form'
import { useProgrammeChanged } from '../../../features/programmes/queries'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/programmes/new')({ component: NewProgramme })

function NewProgramme() {
  const { t } = useTranslation('programmes')
  const navigate = useNavigate()
  const pick = usePickText()
  const changed = useProgrammeChanged()
  const register = useMutation({
    ...registerProgrammeMutation(),
    onSuccess: async (created) => {
      showSuccess(t('registered_now', { name: pick(created.title, created.original_language) }))
      await changed(created)
      await navigate({ to: '/programmes/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('register')} crumbs={[{ label: t('title'), link: { to: '/programmes' } }]} />
      <ProgrammeForm
        submit={t('register')}
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/programmes' })}
      />
    </>
  )
}
