export interface SortableColumn {
  sort?: string
  descending?: false
}

export function readSort(sort: string | undefined): { by: string | undefined; descending: boolean } {
  const descending = sort?.startsWith('-') ?? false
  return { by: descending ? sort?.slice(1) : sort, descending }
}

/** One column after another click: upwards, downwards, and back to the list's own order. */
export function nextSort(sort: string | undefined, column: SortableColumn | undefined): string | undefined {
  if (!column?.sort) return sort
  const { by, descending } = readSort(sort)
  if (by !== column.sort) return column.sort
  return descending || column.descending === false ? undefined : `-${column.sort}`
}
