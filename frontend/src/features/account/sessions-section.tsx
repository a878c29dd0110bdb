import { Button } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  endOwnSessionMutation,
  endOwnSessionsMutation,
  listOwnSessionsOptions,
  listOwnSessionsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { OwnSessionOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { ago, datetime } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { showError, showSuccess } from '../../ui/toast'
import { Section } from './section'

export function SessionsSection() {
  const { t } = useTranslation('account')
  const cache = useQueryClient()
  const sessions = useQuery(listOwnSessionsOptions())
  const done = async () => {
    showSuccess(t('sessions.ended'))
    await cache.invalidateQueries({ queryKey: listOwnSessionsQueryKey() })
  }
  const end = useMutation({ ...endOwnSessionMutation(), onSuccess: done, onError: showError })
  const endAll = useMutation({ ...endOwnSessionsMutation(), onSuccess: done, onError: showError })
  const found = sessions.data?.items ?? []
  return (
    <Section title={t('sessions.title')} lead={t('sessions.lead')}>
      {sessions.error && <InlineError error={sessions.error} retry={sessions.refetch} />}
      <ul className="account-list">
        {found.map((one) => (
          <SessionRow key={one.id} session={one} onEnd={() => end.mutate({ path: { session_id: one.id } })} />
        ))}
      </ul>
      {found.length > 1 && (
        <Button size="small" variant="secondary" loading={endAll.isPending} onClick={() => endAll.mutate({})}>
          {t('sessions.end_others')}
        </Button>
      )}
    </Section>
  )
}

function SessionRow({ session, onEnd }: { session: OwnSessionOut; onEnd: () => void }) {
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
        <Button size="small" variant="secondary" data-color="neutral" onClick={onEnd}>
          {t('sessions.end')}
          <span className="sr-only"> {device}</span>
        </Button>
      )}
    </li>
  )
}
