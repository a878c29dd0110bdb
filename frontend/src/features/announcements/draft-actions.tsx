import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { discardAnnouncement, sendAnnouncement } from '../../api/notifications/sdk.gen'
import type { AnnouncementDetailOut } from '../../api/notifications/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { LinkButton } from '../../ui/link-button'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { announcementPath, asSeen, recipientsQuery, useAnnouncementChanged } from './queries'

/** What is done with a draft: it is changed, thrown away, or sent to those who are shown. */
export function DraftActions({ draft }: { draft: AnnouncementDetailOut }) {
  const { t } = useTranslation('announcements')
  const navigate = useNavigate()
  const pick = usePickText()
  const name = pick(draft.title, draft.original_language)
  const [asked, setAsked] = useState<'send' | 'discard'>()
  const { data } = useQuery(recipientsQuery(draft.programme_id, draft.id))
  const changed = useAnnouncementChanged(draft.programme_id)
  const wanted = {
    ...announcementPath(draft.programme_id, draft.id),
    headers: asSeen(draft),
    throwOnError: true,
  } as const
  const params = { id: draft.programme_id, announcement: draft.id }
  const close = () => setAsked(undefined)
  return (
    <>
      <Button size="small" variant="tertiary" data-color="danger" onClick={() => setAsked('discard')}>
        {t('discard')}
      </Button>
      <LinkButton to="/programmes/$id/announcements/$announcement/edit" params={params} variant="secondary">
        {t('change')}
      </LinkButton>
      <Button size="small" disabled={!data?.count} onClick={() => setAsked('send')}>
        {t('send')}
      </Button>
      <ConfirmDialog
        open={asked === 'send'}
        onClose={close}
        title={t('send_title', { people: t('count', { count: data?.count ?? 0 }) })}
        confirm={t('send')}
        onConfirm={async () => {
          await changed((await sendAnnouncement(wanted)).data)
          showSuccess(t('sent_now', { name }))
        }}
      >
        {t('send_text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === 'discard'}
        onClose={close}
        danger
        title={t('discard_title')}
        confirm={t('discard')}
        onConfirm={async () => {
          await discardAnnouncement(wanted)
          showSuccess(t('discarded'))
          await changed()
          await navigate({ to: '/programmes/$id/announcements', params: { id: draft.programme_id } })
        }}
      >
        {t('discard_text', { name })}
      </ConfirmDialog>
    </>
  )
}
