import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { writeAnnouncement } from '../../../api/notifications/sdk.gen'
import type { AnnouncementBody } from '../../../api/notifications/types.gen'
import { AnnouncementForm } from '../../../features/announcements/announcement-form'
import { useAnnouncementChanged } from '../../../features/announcements/queries'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { showSuccess } from '../../../ui/toast'

export const Route = createFileRoute('/_app/programmes/$id/announcements/new')({
  loader: laterTexts,
  component: NewAnnouncement,
})

function NewAnnouncement() {
  const { t } = useTranslation('announcements')
  const { id } = Route.useParams()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  const navigate = useNavigate()
  const changed = useAnnouncementChanged(id)
  const write = async (body: AnnouncementBody) => {
    const { data: made } = await writeAnnouncement({ path: { programme_id: id }, body, throwOnError: true })
    showSuccess(t('saved'))
    await changed(made)
    const params = { id, announcement: made.id }
    await navigate({ to: '/programmes/$id/announcements/$announcement', params })
  }
  const list = { to: '/programmes/$id/announcements', params: { id } } as const
  return (
    <>
      <PageHeader
        title={t('new_title')}
        crumbs={[
          { label: name, link: { to: '/programmes/$id', params: { id } } },
          { label: t('title'), link: list },
        ]}
      />
      <AnnouncementForm programmeId={id} onSubmit={write} onCancel={() => void navigate(list)} />
    </>
  )
}
