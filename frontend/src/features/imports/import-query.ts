import { getImportOptions } from '../../api/registry/@tanstack/react-query.gen'
import { type ImportOut, type ImportState, Outcome } from '../../api/registry/types.gen'

// Fetched with every page, for the address of an import needs it: keep it small.

export const outcomes: readonly Outcome[] = Object.values(Outcome)

/** A job is at it: ask again. */
export const isWorking = (state: ImportState): boolean => state.endsWith('ing')

/** Asked for again every moment while a step is running. */
export const importQuery = (id: string) => ({
  ...getImportOptions({ path: { import_id: id } }),
  refetchInterval: (query: { state: { data: ImportOut | undefined } }) =>
    query.state.data && isWorking(query.state.data.state) ? (800 as const) : (false as const),
})
