import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { OwnSessionOut } from '../api/registry/types.gen'
import { useLanguage } from '../i18n'
import { ago, datetime } from '../lib/format'

interface SessionRowProps {
  session: OwnSessionOut
  busy: boolean
  onEnd: () => void
}

/** A browser in which somebody is signed in; one's own cannot be ended from here. */
export function SessionRow({ session, busy, onEnd }: SessionRowProps) {
  const { t } = useTranslation('account')
  const language = useLanguage()
  const device = session.device ?? t('sessions.unknown_device')
  return (
    <li>
      <div>
        <strong>{device}</strong>
        {session.is_current && ` · ${t('sessions.current')}`}
        <p className="flush small subtle">
          {t('sessions.since', { time: datetime(language, session.started_at) })} ·{' '}
          {t('sessions.seen', { time: ago(language, session.last_seen_at) })}
          {session.network && ` · ${session.network}`}
        </p>
      </div>
      {!session.is_current && (
        <Button
          size="small"
          variant="secondary"
          data-color="neutral"
          className="noprint"
          loading={busy}
          onClick={onEnd}
        >
          {t('sessions.end')}
          <span className="sr-only"> {device}</span>
        </Button>
      )}
    </li>
  )
}
