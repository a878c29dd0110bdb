import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  changeNotificationMutation,
  countUnreadOptions,
  readAllNotificationsMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type {
  InboxCount,
  NotificationOut,
  NotificationUpdate,
  PageNotificationOut,
} from '../../api/notifications/types.gen'
import { showError, showSuccess } from '../../ui/toast'
import { type InboxTab, inboxQuery } from './inbox-query'
import { operationOf, refresh } from './refresh'

type Pages = InfiniteData<PageNotificationOut>

export function useInbox(tab: InboxTab) {
  const inbox = useInfiniteQuery(inboxQuery(tab))
  return { inbox, items: inbox.data?.pages.flatMap((page) => page.items) ?? [] }
}

const belongs: Record<InboxTab, (item: NotificationOut) => boolean> = {
  unread: (item) => !item.read_at && !item.archived_at,
  all: (item) => !item.archived_at,
  archived: (item) => Boolean(item.archived_at),
}

function changed(item: NotificationOut, { read, archived }: NotificationUpdate): NotificationOut {
  const now = new Date().toISOString()
  const moment = (wanted: boolean | null | undefined, before: string | null) =>
    wanted === undefined || wanted === null ? before : wanted ? (before ?? now) : null
  return {
    ...item,
    read_at: moment(read, item.read_at),
    archived_at: moment(archived, item.archived_at),
  }
}

function tabOf(queryKey: readonly unknown[]): InboxTab | undefined {
  if (operationOf(queryKey) !== 'listNotifications') return undefined
  const first = queryKey[0] as { query?: { state?: InboxTab }; _infinite?: boolean }
  // The overview's short list has another shape; it is asked for anew.
  return first._infinite ? first.query?.state : undefined
}

/** Marks and archives at once on screen, and asks the service afterwards how things stand. */
export function useChangeNotification() {
  const cache = useQueryClient()
  const change = useMutation({
    ...changeNotificationMutation(),
    onMutate: ({ path, body }) => {
      for (const [queryKey, data] of cache.getQueriesData<Pages>({
        predicate: (query) => tabOf(query.queryKey) !== undefined,
      })) {
        const fits = belongs[tabOf(queryKey) ?? 'all']
        if (data) cache.setQueryData(queryKey, inPages(data, path.notification_id, body, fits))
      }
    },
    onSettled: () => refresh(cache, []),
  })
  return (id: number, body: NotificationUpdate) =>
    change.mutateAsync({ path: { notification_id: id }, body }).then(
      () => true,
      (error: unknown) => {
        showError(error)
        return false
      },
    )
}

function inPages(
  data: Pages,
  id: number,
  body: NotificationUpdate,
  fits: (item: NotificationOut) => boolean,
): Pages {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? changed(item, body) : item)).filter(fits),
  }))
  return { ...data, pages }
}

/** Everything up to the newest one that is on screen; what comes meanwhile stays unread. */
export function useReadAll() {
  const { t } = useTranslation('inbox')
  const cache = useQueryClient()
  return useMutation({
    ...readAllNotificationsMutation(),
    onSuccess: ({ marked }) => {
      cache.setQueryData<InboxCount>(countUnreadOptions().queryKey, { unread: 0, is_capped: false })
      showSuccess(t('read_all_done', { count: marked }))
    },
    onError: showError,
    onSettled: () => refresh(cache, []),
  })
}
