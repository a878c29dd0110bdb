import './announcements.css'
import { useTranslation } from 'react-i18next'
import type { AnnouncementDetailOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime, num } from '../../lib/format'
import { languageNames, languages } from '../../lib/languages'
import { SummaryList } from '../../ui/summary-list'
import { useAudienceWords } from './audience-words'
import { Recipients } from './recipients'

/** An announcement in all its languages, whom it goes to, and what became of it. */
export function AnnouncementView({ one }: { one: AnnouncementDetailOut }) {
  const { t } = useTranslation('announcements')
  const language = useLanguage()
  const whom = useAudienceWords(one.audience)
  const figure = (count: number | null) => (count === null ? null : num(language, String(count)))
  return (
    <div className="announcement">
      <div className="panel">
        {languages
          .filter((tag) => one.title[tag])
          .map((tag) => (
            <section key={tag} className="letter">
              <p className="flush small subtle" lang={tag}>
                {languageNames[tag]}
              </p>
              <h2 lang={tag}>{one.title[tag]}</h2>
              <p className="letter__text" lang={tag}>
                {one.text[tag]}
              </p>
            </section>
          ))}
      </div>
      <div className="stack">
        <div className="panel">
          <SummaryList
            items={[
              { term: t('to'), value: whom },
              { term: t('when'), value: one.sent_at && datetime(language, one.sent_at) },
              { term: t('went'), value: figure(one.recipient_count) },
              { term: t('by_mail'), value: figure(one.mailed_count) },
            ]}
          />
        </div>
        {!one.sent_at && <Recipients programmeId={one.programme_id} id={one.id} />}
      </div>
    </div>
  )
}
