import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { CalendarFeedOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'

interface FeedRowProps {
  feed: CalendarFeedOut
  name: string
  onRenew: () => void
  onWithdraw: () => void
}

/** One address: what it is of, since when, and when a calendar last asked for it. */
export function FeedRow({ feed, name, onRenew, onWithdraw }: FeedRowProps) {
  const { t } = useTranslation('calendar')
  const language = useLanguage()
  const small = { size: 'small', variant: 'tertiary' } as const
  return (
    <li className="calendar__feed">
      <div>
        <strong>{name}</strong>
        <p className="flush">
          {t('made', { day: dat(language, feed.issued_at) })}{' '}
          {feed.read_at ? t('read', { day: dat(language, feed.read_at) }) : t('unread')}
        </p>
      </div>
      <div>
        <Button {...small} onClick={onRenew} aria-label={t('renew_of', { name })}>
          {t('renew')}
        </Button>
        <Button {...small} data-color="danger" onClick={onWithdraw} aria-label={t('withdraw_of', { name })}>
          {t('withdraw')}
        </Button>
      </div>
    </li>
  )
}
