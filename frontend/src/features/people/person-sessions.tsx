import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  endPersonSessionMutation,
  listPersonSessionsOptions,
  listPersonSessionsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PersonOut } from '../../api/registry/types.gen'
import { useKeptFocus } from '../../lib/use-kept-focus'
import { InlineError } from '../../ui/inline-error'
import { SessionRow } from '../../ui/session-row'
import { showError, showSuccess } from '../../ui/toast'
import { usePersonChanged } from './queries'

/** In which browsers somebody is signed in, for who may end that. */
export function PersonSessions({ person }: { person: PersonOut }) {
  const { t } = useTranslation(['people', 'account'])
  const cache = useQueryClient()
  const changed = usePersonChanged()
  const path = { account_id: person.id }
  const sessions = useQuery(listPersonSessionsOptions({ path }))
  const end = useMutation({
    ...endPersonSessionMutation(),
    onSuccess: async () => {
      showSuccess(t('account:sessions.ended'))
      await cache.invalidateQueries({ queryKey: listPersonSessionsQueryKey({ path }) })
      await changed(person.id)
    },
    onError: showError,
  })
  const place = useKeptFocus(end.isPending)
  if (sessions.error) return <InlineError error={sessions.error} retry={sessions.refetch} />
  if (!sessions.data) return <p aria-busy="true">…</p>
  const { items } = sessions.data
  return (
    <div ref={place} tabIndex={-1}>
      {items.length === 0 && <p className="flush">{t('people:not_signed_in')}</p>}
      {items.length > 0 && (
        <ul className="person-sessions">
          {items.map((one) => (
            <SessionRow
              key={one.id}
              session={one}
              busy={end.isPending && end.variables?.path.session_id === one.id}
              onEnd={() => end.mutate({ path: { ...path, session_id: one.id } })}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
