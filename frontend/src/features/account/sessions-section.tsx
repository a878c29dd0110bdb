import { Button } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  endOwnSessionMutation,
  endOwnSessionsMutation,
  listOwnSessionsOptions,
  listOwnSessionsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import { InlineError } from '../../ui/inline-error'
import { SessionRow } from '../../ui/session-row'
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
          <SessionRow
            key={one.id}
            session={one}
            busy={end.isPending && end.variables?.path.session_id === one.id}
            onEnd={() => end.mutate({ path: { session_id: one.id } })}
          />
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
