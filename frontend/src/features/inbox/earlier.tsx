import { Skeleton } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { type InboxTab, threadQuery } from './inbox-query'
import { Letter } from './letter'
import { sentence } from './sentence'

/** What one was told before about the same thing. */
export function Earlier({ tab, thing, newest }: { tab: InboxTab; thing: string; newest: number }) {
  const { t } = useTranslation('inbox')
  const language = useLanguage()
  const { data, error, refetch } = useQuery(threadQuery(tab, thing))
  if (error) return <InlineError error={error} retry={refetch} />
  if (!data) return <Skeleton variant="rounded" height="2rem" />
  return (
    <ul className="notification__earlier">
      {data.items
        .filter(({ id }) => id < newest)
        .map((item) => (
          <li key={item.id} data-unread={!item.read_at}>
            {!item.read_at && <span className="sr-only">{t('item.unread')}: </span>}
            {sentence(t, language, item)}{' '}
            <time dateTime={item.occurred_at}>
              {dat(language, item.occurred_at, { dateStyle: 'medium', timeStyle: 'short' })}
            </time>
            <Letter item={item} />
          </li>
        ))}
    </ul>
  )
}
