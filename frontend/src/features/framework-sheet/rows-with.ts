import type { FrameworkSheetRow } from '../../api/indicators/types.gen'

export type Outcome = FrameworkSheetRow['outcome']

/** The rows with this outcome, below the ones that they belong to; all of them without. */
export function rowsWith(rows: FrameworkSheetRow[], outcome: Outcome | undefined): FrameworkSheetRow[] {
  if (!outcome) return rows
  // From the end: what a row belongs to stands above it, less deep.
  let above = 0
  return rows
    .toReversed()
    .filter((row) => {
      const kept = row.outcome === outcome || row.depth < above
      above = kept ? row.depth : Math.min(above, row.depth)
      return kept
    })
    .toReversed()
}
