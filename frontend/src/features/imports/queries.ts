import { useQueryClient } from '@tanstack/react-query'
import {
  getImportQueryKey,
  listImportNamesOptions,
  listImportNamesQueryKey,
  listImportRowsQueryKey,
  listImportsQueryKey,
  listProgrammesOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ImportOut } from '../../api/registry/types.gen'

/** More than that nobody decides on at once. */
export const NAMES_SHOWN = 100

export const openNamesQuery = (id: string) =>
  listImportNamesOptions({
    path: { import_id: id },
    query: { state: ['to_confirm', 'ambiguous', 'unknown'], limit: NAMES_SHOWN },
  })

export const matching = (version: number) => ({ 'if-match': `"${version}"` })

/** Puts a changed import where it is read, and has its rows asked for again. */
export function useImportChanged(): (changed: ImportOut) => Promise<void> {
  const cache = useQueryClient()
  return async (changed) => {
    const path = { import_id: changed.id }
    cache.setQueryData(getImportQueryKey({ path }), changed)
    await Promise.all([
      cache.invalidateQueries({ queryKey: listImportsQueryKey() }),
      cache.invalidateQueries({ queryKey: listImportRowsQueryKey({ path }) }),
      cache.invalidateQueries({ queryKey: listImportNamesQueryKey({ path }) }),
    ])
  }
}

export const programmesQuery = () => listProgrammesOptions({ query: { limit: 200 } })
