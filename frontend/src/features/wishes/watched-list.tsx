import { Button } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getWatchQueryKey,
  listWatchesOptions,
  listWatchesQueryKey,
  setWatchMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type { WatchOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { pickText } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { showError } from '../../ui/toast'

/** What one watches, took part in or has muted, and the way back to the usual. */
export function WatchedList() {
  const { t } = useTranslation('wishes')
  const language = useLanguage()
  const list = useRef<HTMLUListElement>(null)
  const cache = useQueryClient()
  const { data, error, refetch } = useQuery(listWatchesOptions({ query: { limit: 100 } }))
  const set = useMutation({
    ...setWatchMutation(),
    onSuccess: async (_, { path }) => {
      await cache.invalidateQueries({ queryKey: listWatchesQueryKey() })
      await cache.invalidateQueries({ queryKey: getWatchQueryKey({ path }) })
    },
    onError: showError,
  })
  if (error) return <InlineError error={error} retry={refetch} />
  const watched = data?.items.filter((one) => one.level !== 'normal') ?? []
  const name = (one: WatchOut) =>
    one.name ?? pickText(one.title ?? {}, language, one.original_language ?? 'en')?.text
  return (
    <>
      {data && watched.length === 0 && <p className="flush subtle">{t('watched.none')}</p>}
      <ul ref={list} tabIndex={-1} className="wish-topics" aria-label={t('watched.title')}>
        {watched.map((one) => (
          <li key={one.object_id}>
            <span>
              {name(one)} <span className="small subtle">{t(`kind.${one.object_type}`)}</span>
            </span>
            <span className="subtle">{t(`watch.state.${one.level}`)}</span>
            <Button
              type="button"
              size="small"
              variant="tertiary"
              data-color="neutral"
              aria-label={t('watched.reset_of', { name: name(one) })}
              onClick={() => {
                list.current?.focus()
                const { object_type, object_id } = one
                set.mutate({ path: { object_type, object_id }, body: { level: 'normal' } })
              }}
            >
              {t('watched.reset')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
