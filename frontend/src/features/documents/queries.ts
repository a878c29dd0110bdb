import { queryOptions } from '@tanstack/react-query'
import { listNetworks, listProjects, showDocument } from '../../api/registry/sdk.gen'
import type { PageWish } from '../../api/registry/types.gen'

/** A document part by part; asked for with a body, and still nothing but read. */
export const documentQuery = (wish: PageWish) =>
  queryOptions({
    queryKey: ['document', wish],
    queryFn: async ({ signal }) => (await showDocument({ body: wish, signal, throwOnError: true })).data,
    retry: false,
  })

const most = 100

/** Projects or networks of a programme, to show its documents with. */
export const examplesQuery = (kind: 'project' | 'network', programme: string) =>
  queryOptions({
    queryKey: ['document-examples', kind, programme],
    queryFn: async ({ signal }) => {
      const asked = { query: { programme, limit: most }, signal, throwOnError: true } as const
      if (kind === 'project') return (await listProjects(asked)).data.items
      const { items } = (await listNetworks(asked)).data
      return items.map(({ name, ...network }) => ({ ...network, title: name }))
    },
  })
