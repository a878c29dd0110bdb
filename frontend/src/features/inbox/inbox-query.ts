import { listNotificationsInfiniteOptions } from '../../api/notifications/@tanstack/react-query.gen'
import type { PageNotificationOut } from '../../api/notifications/types.gen'

export type InboxTab = 'unread' | 'all' | 'archived'

/** One tab of the inbox, page after page as it is asked for. */
export const inboxQuery = (tab: InboxTab) => ({
  ...listNotificationsInfiniteOptions({ query: { state: tab } }),
  initialPageParam: {},
  getNextPageParam: (page: PageNotificationOut) => page.next_cursor ?? undefined,
})
