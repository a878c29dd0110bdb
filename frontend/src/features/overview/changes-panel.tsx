import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { Change } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import { PathLink } from '../../ui/path-link'

export interface Told {
  text: string
  /** The page of what it is about. */
  address: string | undefined
}

const most = 5

/** What happened last, whoever did it; `tell` knows the words. */
export function ChangesPanel({ changes, tell }: { changes: Change[]; tell: (change: Change) => Told }) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  if (changes.length === 0) return null
  return (
    <section className="panel">
      <Heading level="2" size="xsmall" spacing>
        {t('changes')}
      </Heading>
      <ol className="news">
        {changes.slice(0, most).map((change) => {
          const { text, address } = tell(change)
          return (
            <li key={change.id}>
              <span>{address ? <PathLink path={address}>{text}</PathLink> : text}</span>
              <span className="news__note">
                {change.actor_name && `${change.actor_name} · `}
                <time dateTime={change.occurred_at} title={datetime(language, change.occurred_at)}>
                  {ago(language, change.occurred_at)}
                </time>
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
