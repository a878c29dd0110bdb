import { useQueryClient } from '@tanstack/react-query'
import {
  getProgrammeOptions,
  getProgrammeQueryKey,
  listProgrammesQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ProgrammeOut } from '../../api/registry/types.gen'

export const programmeQuery = (id: string) => getProgrammeOptions({ path: { programme_id: id } })

/** Puts a changed programme where it is read, and has the list asked for again. */
export function useProgrammeChanged(): (programme: ProgrammeOut) => Promise<void> {
  const cache = useQueryClient()
  return async (programme) => {
    cache.setQueryData(getProgrammeQueryKey({ path: { programme_id: programme.id } }), programme)
    await cache.invalidateQueries({ queryKey: listProgrammesQueryKey() })
  }
}
