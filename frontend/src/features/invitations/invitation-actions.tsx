import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  listInvitationsQueryKey,
  resendInvitationMutation,
  withdrawInvitationMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { InvitationOut } from '../../api/registry/types.gen'
import { showSuccess } from '../../ui/toast'

const ConfirmDialog = lazy(() =>
  import('../../ui/confirm-dialog').then((part) => ({ default: part.ConfirmDialog })),
)
const LinkDialog = lazy(() => import('./link-dialog').then((part) => ({ default: part.LinkDialog })))

export function InvitationActions({ invitation }: { invitation: InvitationOut }) {
  const { t } = useTranslation('invitations')
  const [asked, setAsked] = useState<'resend' | 'withdraw'>()
  const [link, setLink] = useState<string>()
  const cache = useQueryClient()
  const email = invitation.email ?? ''
  const changed = () => cache.invalidateQueries({ queryKey: listInvitationsQueryKey() })
  const asking = {
    path: { invitation_id: invitation.id },
    headers: { 'if-match': `"${invitation.version}"` },
  }
  const resend = useMutation({
    ...resendInvitationMutation(),
    onSuccess: async (sent) => {
      await changed()
      if (sent.link) setLink(sent.link)
      else showSuccess(t('sent_now', { email }))
    },
  })
  const withdraw = useMutation({
    ...withdrawInvitationMutation(),
    onSuccess: async () => {
      await changed()
      showSuccess(t('withdrawn_now', { email }))
    },
  })
  const again = (
    <Button
      size="xsmall"
      variant="tertiary"
      aria-label={t('resend_to', { email })}
      onClick={() => setAsked('resend')}
    >
      {t('resend')}
    </Button>
  )
  return (
    <span className="noprint">
      {again}
      {invitation.state === 'pending' && (
        <Button
          size="xsmall"
          variant="tertiary"
          data-color="neutral"
          aria-label={t('withdraw_from', { email })}
          onClick={() => setAsked('withdraw')}
        >
          {t('withdraw')}
        </Button>
      )}
      <Suspense>
        {asked && (
          <ConfirmDialog
            open
            onClose={() => setAsked(undefined)}
            title={t(`ask.${asked}.title`, { email })}
            confirm={t(asked)}
            onConfirm={() =>
              asked === 'resend' ? resend.mutateAsync({ ...asking, body: {} }) : withdraw.mutateAsync(asking)
            }
          >
            {t(`ask.${asked}.text`)}
          </ConfirmDialog>
        )}
        {link && <LinkDialog email={email} link={link} close={() => setLink(undefined)} />}
      </Suspense>
    </span>
  )
}
