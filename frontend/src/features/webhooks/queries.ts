import { queryOptions, useQueryClient } from '@tanstack/react-query'
import {
  getWebhook,
  getWebhookDelivery,
  listWebhookDeliveries,
  listWebhooks,
} from '../../api/notifications/sdk.gen'
import type { WebhookDeliveryOut, WebhookOut } from '../../api/notifications/types.gen'
import { given } from '../../lib/given'

// Written out: what is generated for the notifications comes with every page.

const key = (...of: string[]) => ['webhooks', ...of]
// While something is on its way it may be there the next moment.
const LOOK_AGAIN = 5_000

export const webhooksQuery = queryOptions({
  queryKey: key('list'),
  queryFn: async ({ signal }) => (await listWebhooks({ signal, throwOnError: true })).data,
})

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: key(id),
    queryFn: async ({ signal }) =>
      (await getWebhook({ path: { webhook_id: id }, signal, throwOnError: true })).data,
  })

export interface SentFilter {
  state?: WebhookDeliveryOut['state'] | undefined
  after?: string | undefined
}

export const sentQuery = (id: string, { state, after }: SentFilter) =>
  queryOptions({
    queryKey: key(id, 'sent', state ?? '', after ?? ''),
    queryFn: async ({ signal }) => {
      const query = given({ webhook_id: id, state, cursor: after, with_total: true })
      return (await listWebhookDeliveries({ query, signal, throwOnError: true })).data
    },
    refetchInterval: LOOK_AGAIN,
  })

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: key('delivery', id),
    queryFn: async ({ signal }) =>
      (await getWebhookDelivery({ path: { delivery_id: id }, signal, throwOnError: true })).data,
    staleTime: 0,
  })

/** Which one, and the version that a change is made on. */
export const asSeen = ({ id, version }: WebhookOut) => ({
  path: { webhook_id: id },
  headers: { 'if-match': `"${version}"` },
  throwOnError: true as const,
})

/** Has the list asked for again, and puts what was changed where it is read. */
export function useWebhookChanged() {
  const cache = useQueryClient()
  return async (now?: WebhookOut) => {
    if (now) cache.setQueryData(webhookQuery(now.id).queryKey, now)
    await cache.invalidateQueries({ queryKey: webhooksQuery.queryKey })
  }
}

/** After something was sent: what was sent to this one. */
export function useSentChanged(id: string) {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: key(id, 'sent') })
}
