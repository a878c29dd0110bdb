import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rewriteAnnouncement } from '../../../api/notifications/sdk.gen'
import type { AnnouncementBody } from '../../../api/notifications/types.gen'
import { AnnouncementForm } from '../../../features/announcements/announcement-form'
import {
  announcementPath,
  announcementQuery,
  asSeen,
  useAnnouncementChanged,
} from '../../../features/announcements/queries'
import { laterTexts } from '../../../i18n'
import { useFirst } from '../../../lib/use-first'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/programmes/$id/announcements/$announcement/edit')({
  loader: laterTexts,
  component: EditAnnouncement,
})

function EditAnnouncement() {
  const { t } = useTranslation('announcements')
  const { id, announcement } = Route.useParams()
  const draft = useFirst(useSuspenseQuery(announcementQuery(id, announcement)).data, announcement)
  const name = usePickText()(draft.title, draft.original_language)
  const navigate = useNavigate()
  const changed = useAnnouncementChanged(id)
  const place = {
    to: '/programmes/$id/announcements/$announcement',
    params: { id, announcement },
  } as const
  const rewrite = async (body: AnnouncementBody) => {
    const wanted = { ...announcementPath(id, announcement), body, headers: asSeen(draft) }
    const { data: now } = await rewriteAnnouncement({ ...wanted, throwOnError: true })
    showSuccess(t('saved'))
    await changed(now)
    await navigate(place)
  }
  return (
    <>
      <PageHeader
        title={t('change_title', { name })}
        crumbs={[
          { label: t('title'), link: { to: '/programmes/$id/announcements', params: { id } } },
          { label: name, link: place },
        ]}
      />
      <AnnouncementForm
        programmeId={id}
        draft={draft}
        onSubmit={rewrite}
        onCancel={() => void navigate(place)}
      />
    </>
  )
}
