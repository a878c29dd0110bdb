import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { listNotifications, listThreads } from '../../api/notifications/sdk.gen'

// Written out: what is generated for the notifications comes with every page.

export type InboxTab = 'unread' | 'all' | 'snoozed' | 'archived'

/** One tab of the inbox, page after page as it is asked for. */
export const inboxQuery = (tab: InboxTab) =>
  infiniteQueryOptions({
    queryKey: [{ _id: 'listThreads', tab }],
    queryFn: async ({ pageParam, signal }) => {
      const query = { state: tab, ...(pageParam && { cursor: pageParam }) }
      return (await listThreads({ query, signal, throwOnError: true })).data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** What else there is about one thing, newest first. */
export const threadQuery = (tab: InboxTab, thing: string) =>
  queryOptions({
    queryKey: [{ _id: 'listNotifications', tab, thing }],
    queryFn: async ({ signal }) => {
      const query = { state: tab, about: thing, limit: 100 }
      return (await listNotifications({ query, signal, throwOnError: true })).data
    },
  })
