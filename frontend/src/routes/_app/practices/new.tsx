import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { writePracticeMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { PracticeForm } from '../../../features/practices/practice-form'
import { usePracticeChanged } from '../../../features/practices/queries'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/practices/new')({ loader: laterTexts, component: NewPractice })

function NewPractice() {
  const { t } = useTranslation('practices')
  const navigate = useNavigate()
  const changed = usePracticeChanged()
  const write = useMutation({
    ...writePracticeMutation(),
    onSuccess: async (created) => {
      showSuccess(t('written'))
      await changed(created)
      await navigate({ to: '/practices/$id', params: { id: created.id } })
    },
  })
  return (
    <>
      <PageHeader title={t('write')} crumbs={[{ label: t('title'), link: { to: '/practices' } }]} />
      <PracticeForm
        submit={t('save_draft')}
        onSubmit={(body) => write.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/practices' })}
      />
    </>
  )
}
