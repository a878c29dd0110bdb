/** What the table tells of each indicator besides its name. */
export const columns = ['status', 'baseline', 'total', 'target', 'progress', 'periods'] as const
export type Column = (typeof columns)[number]

/** The columns that the address leaves out, with dots between. */
export function hiddenIn(hide: string | undefined): Column[] {
  const named = (hide ?? '').split('.')
  return columns.filter((column) => named.includes(column))
}

/** How the address says it; nothing where all are shown. */
export const hideText = (hidden: readonly Column[]) =>
  columns.filter((column) => hidden.includes(column)).join('.') || undefined
