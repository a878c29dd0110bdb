import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { countUnreadOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { changeNotifications, readAllNotifications, seeNotifications } from '../../api/notifications/sdk.gen'
import type {
  InboxChange,
  InboxCount,
  NotificationOut,
  NotificationUpdate,
  PageThreadOut,
  ThreadOut,
} from '../../api/notifications/types.gen'
import { showError, showSuccess } from '../../ui/toast'
import { type InboxTab, inboxQuery } from './inbox-query'
import { operationOf, refresh } from './refresh'

type Pages = InfiniteData<PageThreadOut>

export function useInbox(tab: InboxTab) {
  const inbox = useInfiniteQuery(inboxQuery(tab))
  return { inbox, threads: inbox.data?.pages.flatMap((page) => page.items) ?? [] }
}

const belongs: Record<InboxTab, (item: NotificationOut) => boolean> = {
  unread: (item) => !item.read_at && !item.archived_at && !item.snoozed_until,
  all: (item) => !item.archived_at && !item.snoozed_until,
  snoozed: (item) => Boolean(item.snoozed_until),
  archived: (item) => Boolean(item.archived_at),
}

function changed(item: NotificationOut, wanted: NotificationUpdate): NotificationOut {
  const now = new Date().toISOString()
  const moment = (wish: boolean | null | undefined, before: string | null) =>
    wish === undefined || wish === null ? before : wish ? (before ?? now) : null
  const until = wanted.snoozed_until === undefined ? item.snoozed_until : wanted.snoozed_until
  return {
    ...item,
    read_at: moment(wanted.read, item.read_at),
    archived_at: wanted.snoozed_until ? null : moment(wanted.archived, item.archived_at),
    snoozed_until: wanted.archived ? null : until,
  }
}

function tabOf(queryKey: readonly unknown[]): InboxTab | undefined {
  if (operationOf(queryKey) !== 'listThreads') return undefined
  return (queryKey[0] as { tab?: InboxTab }).tab
}

/** All of a thread that is on screen, in the part of the inbox that is looked at. */
export const wholeThread = ({ newest }: ThreadOut) => ({ object_id: newest.object_id, until_id: newest.id })

/**
 * Marks, archives and puts off at once on screen, and asks the service afterwards how things
 * stand. Says which ones were changed, or nothing when it was refused.
 */
export function useChangeInbox() {
  const cache = useQueryClient()
  const change = useMutation({
    mutationFn: async (body: InboxChange) => (await changeNotifications({ body, throwOnError: true })).data,
    onMutate: (body) => {
      for (const [queryKey, data] of cache.getQueriesData<Pages>({
        predicate: (query) => tabOf(query.queryKey) !== undefined,
      })) {
        if (data) cache.setQueryData(queryKey, inPages(data, body, tabOf(queryKey) ?? 'all'))
      }
    },
    onSettled: () => refresh(cache, []),
  })
  return (body: InboxChange) =>
    change.mutateAsync(body).then(
      ({ ids }) => ids,
      (error: unknown) => showError(error),
    )
}

function inPages(data: Pages, body: InboxChange, tab: InboxTab): Pages {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.flatMap((thread) => {
      const { newest } = thread
      const whole = body.threads?.some(({ object_id }) => object_id === newest.object_id)
      if (!whole && !body.ids?.includes(newest.id)) return [thread]
      const item = changed(newest, body)
      // Of a thread that loses its newest the next one is shown, which only the service knows.
      if (!belongs[tab](item)) return whole || thread.count === 1 ? [] : [thread]
      return [{ ...thread, newest: item, unread: whole && body.read ? 0 : thread.unread }]
    }),
  }))
  return { ...data, pages }
}

/** What is on a page that is looked at is new no longer; it stays unread. */
export function useSeen(newest: number | undefined, unseen: number | undefined): void {
  const cache = useQueryClient()
  const seen = useRef(0)
  useEffect(() => {
    if (!newest || !unseen) return
    const look = async () => {
      if (document.visibilityState !== 'visible' || seen.current >= newest) return
      seen.current = newest
      // It is new still for the next page that looks, should this fail.
      const { data } = await seeNotifications({ body: { until_id: newest } })
      if (data) refresh(cache, [])
    }
    void look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [cache, newest, unseen])
}

/** Everything up to the newest one that is on screen; what comes meanwhile stays unread. */
export function useReadAll() {
  const { t } = useTranslation('inbox')
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (newest: number) =>
      (await readAllNotifications({ body: { until_id: newest }, throwOnError: true })).data,
    onSuccess: ({ marked }) => {
      cache.setQueryData<InboxCount>(
        countUnreadOptions().queryKey,
        (before) => before && { ...before, unseen: 0, unread: 0, is_capped: false },
      )
      showSuccess(t('read_all_done', { count: marked }))
    },
    onError: showError,
    onSettled: () => refresh(cache, []),
  })
}
