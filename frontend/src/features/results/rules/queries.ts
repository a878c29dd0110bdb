import { queryOptions } from '@tanstack/react-query'
import { getProgrammeRules } from '../../../api/indicators/sdk.gen'

/** What a programme lays down, for itself and its projects. */
export const programmeRulesQuery = (ownerId: string) =>
  queryOptions({
    queryKey: ['programme-rules', ownerId],
    queryFn: async ({ signal }) => {
      const { data } = await getProgrammeRules({ path: { owner_id: ownerId }, signal, throwOnError: true })
      return data
    },
  })
