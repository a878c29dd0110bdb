import './announcements.css'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AnnouncementOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { LocalisedView } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { useAudienceWords } from './audience-words'

/** What was announced, and drafts, the newest first. */
export function AnnouncementList({ items }: { items: readonly AnnouncementOut[] }) {
  return (
    <ul className="announcements">
      {items.map((one) => (
        <Row key={one.id} one={one} />
      ))}
    </ul>
  )
}

function Row({ one }: { one: AnnouncementOut }) {
  const { t } = useTranslation('announcements')
  const language = useLanguage()
  const whom = useAudienceWords(one.audience)
  const params = { id: one.programme_id, announcement: one.id }
  return (
    <li>
      <Link to="/programmes/$id/announcements/$announcement" params={params}>
        <LocalisedView text={one.title} original={one.original_language} />
      </Link>
      <StatusTag
        status={one.sent_at ? 'completed' : 'planned'}
        label={one.sent_at ? t('sent') : t('draft')}
      />
      <p className="flush small subtle">
        {one.sent_at && (
          <>
            {dat(language, one.sent_at, { dateStyle: 'medium', timeStyle: 'short' })}
            {' · '}
            {t('went_to', { count: one.recipient_count ?? 0 })}
            {' · '}
          </>
        )}
        {whom}
      </p>
    </li>
  )
}
