import { queryOptions } from '@tanstack/react-query'
import { listContributionLinks } from '../../../api/indicators/sdk.gen'
import type { ContributionLinkOut } from '../../../api/indicators/types.gen'

/** Everybody who was asked for values of a project, the newest first. */
export const linksQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['contribution-links', projectId],
    queryFn: async ({ signal }) => {
      const found: ContributionLinkOut[] = []
      let cursor: string | null = null
      do {
        const query: { limit: number; cursor?: string } = { limit: 200, ...(cursor ? { cursor } : {}) }
        const path = { project_id: projectId }
        const { data } = await listContributionLinks({ path, query, signal, throwOnError: true })
        found.push(...data.items)
        cursor = data.next_cursor
      } while (cursor)
      return found
    },
  })
