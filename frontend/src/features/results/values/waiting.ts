import { type GridModel, isSettled, type Status, statusOf } from './grid-model'
import { idAt, type Layout } from './layout'
import type { Step, Stepped } from './take-steps'

/** From where an entry can take a step. */
export const FROM: Record<Step, readonly Status[]> = {
  submitted: ['draft', 'returned'],
  verified: ['submitted'],
  accepted: ['submitted', 'verified'],
  returned: ['submitted', 'verified'],
}

/** What is ready for it in bulk: what was returned and not changed since is handed in one by one only. */
export const BULK: Record<Step, readonly Status[]> = { ...FROM, submitted: ['draft'] }

export interface Waiting extends Stepped {
  /** The column that it stands in. */
  column: string
}

/** All that can take this step now, in reading order: what is typed and not stored is no part of it. */
export function waitingFor(model: GridModel, layout: Layout, step: Step): Waiting[] {
  return layout.rows.flatMap((_, row) =>
    layout.columns.flatMap(({ key }, column) => {
      const id = idAt(layout, { row, column })
      const cell = id === undefined ? undefined : model.get(id)
      const status = cell && statusOf(cell)
      const entry = cell?.period?.current?.id
      if (!id || !entry || !status || !isSettled(cell) || !BULK[step].includes(status)) return []
      return [{ period: id, entry, column: key }]
    }),
  )
}

/** How many cells have come how far; `none` has no value yet. */
export function countsOf(model: GridModel, layout: Layout): Record<Status | 'none', number> {
  const found = { none: 0, draft: 0, submitted: 0, returned: 0, verified: 0, accepted: 0 }
  for (const { periods } of layout.rows) {
    for (const period of periods) if (period) found[statusOf(model.get(period.id)) ?? 'none']++
  }
  return found
}
