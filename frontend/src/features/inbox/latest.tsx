import { Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { listNotificationsOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import { PathLink } from '../../ui/path-link'
import { addressOf } from './links'
import { sentence } from './sentence'

/** The newest that one has not read, for the overview; nothing at all when all is read. */
export function LatestNotifications() {
  const { t } = useTranslation('inbox')
  const language = useLanguage()
  const { data } = useQuery(listNotificationsOptions({ query: { state: 'unread', limit: 5 } }))
  if (!data || data.items.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="xsmall" spacing>
        <Link to="/inbox">{t('latest')}</Link>
      </Heading>
      <ul className="news">
        {data.items.map((item) => {
          const text = sentence(t, language, item)
          const address = addressOf(item)
          return (
            <li key={item.id}>
              <span>{address ? <PathLink path={address}>{text}</PathLink> : text}</span>
              <time
                className="news__note"
                dateTime={item.occurred_at}
                title={datetime(language, item.occurred_at)}
              >
                {ago(language, item.occurred_at)}
              </time>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
