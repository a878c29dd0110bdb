import { listAxesOptions } from '../../api/indicators/@tanstack/react-query.gen'

/** Ways to break figures down: the installation's, and those of one programme or of all that one sees. */
export const axesQuery = (programmeId?: string | null | undefined, archived = false) => ({
  ...listAxesOptions({
    query: {
      limit: 200,
      ...(programmeId ? { programme_id: programmeId } : {}),
      ...(archived ? { include_archived: true } : {}),
    },
  }),
  staleTime: 60_000,
})
