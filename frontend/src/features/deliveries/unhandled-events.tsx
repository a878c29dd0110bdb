import { Button, LocalAlert } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  listUnhandledEventsOptions,
  listUnhandledEventsQueryKey,
  retryAllEventsMutation,
  retryEventMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type { UnhandledEventOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, num } from '../../lib/format'
import { showError, showSuccess } from '../../ui/toast'
import { useTopicWords } from './words'

const SHOWN = 20

/** What happened and nobody could be told of; there is nothing to see while all is well. */
export function UnhandledEvents() {
  const { t } = useTranslation('events')
  const language = useLanguage()
  const { data } = useQuery(listUnhandledEventsOptions({ query: { limit: SHOWN, with_total: true } }))
  const retried = useRetried()
  const all = useMutation({ ...retryAllEventsMutation(), onSuccess: retried, onError: showError })
  if (!data || data.items.length === 0) return null
  const count = data.total ?? data.items.length
  return (
    <LocalAlert status="error" size="small" className="unhandled-events">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('title', { count, shown: num(language, count) })}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="flush">{t('lead')}</p>
        <ul>
          {data.items.map((event) => (
            <Event key={event.id} event={event} onRetried={retried} />
          ))}
        </ul>
        {count > data.items.length && <p className="flush">{t('more')}</p>}
        {count > 1 && (
          <Button size="small" variant="secondary" loading={all.isPending} onClick={() => all.mutate({})}>
            {t('retry_all')}
          </Button>
        )}
      </LocalAlert.Content>
    </LocalAlert>
  )
}

function Event({ event, onRetried }: { event: UnhandledEventOut; onRetried: () => Promise<void> }) {
  const { t } = useTranslation('events')
  const language = useLanguage()
  const topic = useTopicWords()
  const retry = useMutation({ ...retryEventMutation(), onSuccess: onRetried, onError: showError })
  return (
    <li>
      <span>
        <strong>{topic(event.event_type)}</strong> · {ago(language, event.occurred_at)}
        <br />
        <span className="small">{t('tried', { count: event.attempts, error: event.last_error ?? '' })}</span>
      </span>
      <Button
        size="xsmall"
        variant="secondary"
        loading={retry.isPending}
        onClick={() => retry.mutate({ path: { event_id: event.id } })}
      >
        {t('retry')}
      </Button>
    </li>
  )
}

function useRetried(): () => Promise<void> {
  const { t } = useTranslation('events')
  const cache = useQueryClient()
  return async () => {
    await cache.invalidateQueries({ queryKey: listUnhandledEventsQueryKey() })
    showSuccess(t('retried'))
  }
}
