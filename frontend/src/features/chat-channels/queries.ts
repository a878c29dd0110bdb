import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import {
  getChatChannel,
  getChatDelivery,
  listChatChannels,
  listChatDeliveries,
} from '../../api/notifications/sdk.gen'
import type { ChatChannelOut } from '../../api/notifications/types.gen'

// Written out: what is generated for the notifications comes with every page.

const key = (...of: string[]) => ['chat-channels', ...of]
// While something is on its way it may be there the next moment.
const LOOK_AGAIN = 3_000

export const channelsQuery = (programmeId: string) =>
  queryOptions({
    queryKey: key(programmeId, 'list'),
    queryFn: async ({ signal }) =>
      (await listChatChannels({ path: { programme_id: programmeId }, signal, throwOnError: true })).data,
  })

export const channelPath = (programmeId: string, id: string) => ({
  path: { programme_id: programmeId, channel_id: id },
})

export const channelQuery = (programmeId: string, id: string) =>
  queryOptions({
    queryKey: key(programmeId, id),
    queryFn: async ({ signal }) =>
      (await getChatChannel({ ...channelPath(programmeId, id), signal, throwOnError: true })).data,
  })

/** What was sent there, page after page as it is asked for. */
export const saidPages = (programmeId: string, id: string) =>
  infiniteQueryOptions({
    queryKey: key(programmeId, id, 'said'),
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 20, ...(pageParam && { cursor: pageParam }) }
      const wanted = { ...channelPath(programmeId, id), query, signal }
      return (await listChatDeliveries({ ...wanted, throwOnError: true })).data
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LOOK_AGAIN,
  })

export const saidQuery = (programmeId: string, id: string, deliveryId: string) =>
  queryOptions({
    queryKey: key('delivery', deliveryId),
    queryFn: async ({ signal }) => {
      const path = { ...channelPath(programmeId, id).path, delivery_id: deliveryId }
      return (await getChatDelivery({ path, signal, throwOnError: true })).data
    },
    staleTime: 0,
  })

/** Which one, and the version that a change is made on. */
export const asSeen = ({ programme_id, id, version }: ChatChannelOut) => ({
  ...channelPath(programme_id, id),
  headers: { 'if-match': `"${version}"` },
  throwOnError: true as const,
})

/** Has the list asked for again, and puts what was changed where it is read. */
export function useChannelChanged(programmeId: string) {
  const cache = useQueryClient()
  return async (now?: ChatChannelOut) => {
    if (now) cache.setQueryData(channelQuery(programmeId, now.id).queryKey, now)
    await cache.invalidateQueries({ queryKey: channelsQuery(programmeId).queryKey })
  }
}

/** After something was sent there: what was sent, and how it is doing. */
export function useSaidChanged(programmeId: string, id: string) {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key(programmeId, id) })
}
