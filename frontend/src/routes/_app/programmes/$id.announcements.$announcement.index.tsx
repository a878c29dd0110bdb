import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AnnouncementView } from '../../../features/announcements/announcement-view'
import { DraftActions } from '../../../features/announcements/draft-actions'
import { announcementQuery } from '../../../features/announcements/queries'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts, useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'

export const Route = createFileRoute('/_app/programmes/$id/announcements/$announcement/')({
  loader: laterTexts,
  component: Announcement,
})

function Announcement() {
  const { t } = useTranslation('announcements')
  const { id, announcement } = Route.useParams()
  const language = useLanguage()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const { data } = useSuspenseQuery(announcementQuery(id, announcement))
  const name = usePickText()(programme.title, programme.original_language)
  const title = pickText(data.title, language, data.original_language)
  return (
    <>
      <PageHeader
        title={title?.text ?? ''}
        lang={title?.lang}
        crumbs={[
          { label: name, link: { to: '/programmes/$id', params: { id } } },
          { label: t('title'), link: { to: '/programmes/$id/announcements', params: { id } } },
        ]}
        tags={
          <StatusTag
            status={data.sent_at ? 'completed' : 'planned'}
            label={data.sent_at ? t('sent') : t('draft')}
          />
        }
        actions={!data.sent_at && <DraftActions draft={data} />}
      />
      <AnnouncementView one={data} />
    </>
  )
}
