import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  invitePersonMutation,
  listInvitationsQueryKey,
} from '../../../api/registry/@tanstack/react-query.gen'
import type { InvitationSent } from '../../../api/registry/types.gen'
import { InvitationForm } from '../../../features/invitations/invitation-form'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

const LinkDialog = lazy(() =>
  import('../../../features/invitations/link-dialog').then((part) => ({ default: part.LinkDialog })),
)

export const Route = createFileRoute('/_app/invitations/new')({
  loader: laterTexts,
  component: NewInvitation,
})

function NewInvitation() {
  const { t } = useTranslation('invitations')
  const navigate = useNavigate()
  const cache = useQueryClient()
  const [sent, setSent] = useState<InvitationSent>()
  const back = () => void navigate({ to: '/invitations' })
  const invite = useMutation({
    ...invitePersonMutation(),
    onSuccess: async (answer) => {
      await cache.invalidateQueries({ queryKey: listInvitationsQueryKey() })
      if (answer.link) return setSent(answer)
      showSuccess(t('sent_now', { email: answer.invitation.email ?? '' }))
      back()
    },
  })
  return (
    <>
      <PageHeader
        title={t('invite')}
        lead={t('invite_lead')}
        crumbs={[{ label: t('title'), link: { to: '/invitations' } }]}
      />
      <InvitationForm onSubmit={(body) => invite.mutateAsync({ body })} onCancel={back} />
      {sent?.link && (
        <Suspense>
          <LinkDialog email={sent.invitation.email ?? ''} link={sent.link} close={back} />
        </Suspense>
      )}
    </>
  )
}
