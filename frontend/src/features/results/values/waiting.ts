import { type GridModel, isSettled, type Status, statusOf } from './grid-model'
import { idAt, type Layout } from './layout'
import type { Step, Stepped } from './take-steps'

/** What is handed in and not decided about. */
export const OPEN: readonly Status[] = ['submitted', 'verified']

/** The steps that one may take here, each with the statuses that it is taken from. */
export type Ways = Readonly<Partial<Record<Step, readonly Status[]>>>

/** Of both roles; where the programme wants two people, only what one verified is accepted by another. */
export function waysOf(mayRecord: boolean, mayReview: boolean, secondLevel: boolean): Ways {
  return {
    ...(mayRecord && { submitted: ['draft', 'returned'] as const }),
    ...(mayReview && {
      accepted: secondLevel ? (['verified'] as const) : OPEN,
      verified: ['submitted'] as const,
      returned: OPEN,
    }),
  }
}

/** What is ready for it in bulk: what was returned and not changed since is handed in one by one only. */
export const inBulk = (ways: Ways, step: Step): readonly Status[] =>
  step === 'submitted' ? ['draft'] : (ways[step] ?? [])

export interface Waiting extends Stepped {
  /** The column that it stands in. */
  column: string
}

/** All that have got so far, in reading order: what is typed and not stored is no part of it. */
export function waitingIn(model: GridModel, layout: Layout, statuses: readonly Status[]): Waiting[] {
  return layout.rows.flatMap((_, row) =>
    layout.columns.flatMap(({ key }, column) => {
      const id = idAt(layout, { row, column })
      const cell = id === undefined ? undefined : model.get(id)
      const status = cell && statusOf(cell)
      const entry = cell?.period?.current?.id
      if (!id || !entry || !status || !isSettled(cell) || !statuses.includes(status)) return []
      return [{ period: id, entry, column: key }]
    }),
  )
}

/** What is only looked at or sent back changes no figure, also of locked days. */
const counting: readonly Step[] = ['submitted', 'accepted']

/** All that the step would be taken with: where days are locked, nothing is handed in or accepted. */
export function readyFor(
  model: GridModel,
  layout: Layout,
  ways: Ways,
  step: Step,
  locked: { has: (period: string) => boolean },
): Waiting[] {
  const waiting = waitingIn(model, layout, inBulk(ways, step))
  return counting.includes(step) ? waiting.filter(({ period }) => !locked.has(period)) : waiting
}

/** How many cells have come how far; `none` has no value yet. */
export function countsOf(model: GridModel, layout: Layout): Record<Status | 'none', number> {
  const found = { none: 0, draft: 0, submitted: 0, returned: 0, verified: 0, accepted: 0 }
  for (const { periods } of layout.rows) {
    for (const period of periods) if (period) found[statusOf(model.get(period.id)) ?? 'none']++
  }
  return found
}
