import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { getAnnouncement, listAnnouncements, previewRecipients } from '../../api/notifications/sdk.gen'
import type { AnnouncementDetailOut } from '../../api/notifications/types.gen'

// Written out: what is generated for the notifications comes with every page.

const key = (...of: string[]) => ['announcements', ...of]

/** What was announced in a programme and drafts, page after page as it is asked for. */
export const announcementPages = (programmeId: string) =>
  infiniteQueryOptions({
    queryKey: key(programmeId, 'list'),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam && { cursor: pageParam }) }
      const path = { programme_id: programmeId }
      return (await listAnnouncements({ path, query, signal, throwOnError: true })).data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const announcementPath = (programmeId: string, id: string) => ({
  path: { programme_id: programmeId, announcement_id: id },
})

export const announcementQuery = (programmeId: string, id: string) =>
  queryOptions({
    queryKey: key(programmeId, id),
    queryFn: async ({ signal }) =>
      (await getAnnouncement({ ...announcementPath(programmeId, id), signal, throwOnError: true })).data,
  })

/** Asked for anew whenever the page is opened: people come and go. */
export const recipientsQuery = (programmeId: string, id: string) =>
  queryOptions({
    queryKey: key(programmeId, id, 'recipients'),
    queryFn: async ({ signal }) =>
      (await previewRecipients({ ...announcementPath(programmeId, id), signal, throwOnError: true })).data,
    staleTime: 0,
  })

/** The version that a change is made on. */
export const asSeen = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` })

/** Puts what was changed where it is read, and has the list and whom it goes to asked for again. */
export function useAnnouncementChanged(programmeId: string) {
  const cache = useQueryClient()
  return async (now?: AnnouncementDetailOut) => {
    if (now) {
      cache.setQueryData(announcementQuery(programmeId, now.id).queryKey, now)
      cache.removeQueries({ queryKey: recipientsQuery(programmeId, now.id).queryKey })
    }
    await cache.invalidateQueries({ queryKey: announcementPages(programmeId).queryKey })
  }
}
