import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listAxesQueryKey, registerAxisMutation } from '../../../api/indicators/@tanstack/react-query.gen'
import { AxisForm } from '../../../features/library/axis-form'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/library/axes/new')({ loader: laterTexts, component: NewAxis })

function NewAxis() {
  const { t } = useTranslation('library')
  const navigate = useNavigate()
  const cache = useQueryClient()
  const register = useMutation({
    ...registerAxisMutation(),
    onSuccess: async (made) => {
      showSuccess(t('axis.saved'))
      await cache.invalidateQueries({ queryKey: listAxesQueryKey() })
      await navigate({ to: '/library/axes/$id', params: { id: made.id } })
    },
  })
  return (
    <>
      <PageHeader
        title={t('axis.register')}
        crumbs={[
          { label: t('title'), link: { to: '/library' } },
          { label: t('axis.title'), link: { to: '/library/axes' } },
        ]}
      />
      <AxisForm
        onSubmit={(body) => register.mutateAsync({ body })}
        onCancel={() => void navigate({ to: '/library/axes' })}
      />
    </>
  )
}
