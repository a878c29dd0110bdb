import type { EntryDetail } from '../../../api/indicators/types.gen'

export const FIELDS = ['value', 'state', 'comment', 'evidence', 'cells'] as const
export type Field = (typeof FIELDS)[number]

const OF: Record<Field, (entry: EntryDetail) => unknown> = {
  value: ({ value, numerator, denominator, text }) => [value, numerator, denominator, text],
  // That a value is 0 is said by the value.
  state: ({ state }) => (state === 'zero' ? 'reported' : state),
  comment: ({ comment }) => comment,
  evidence: ({ evidence }) => evidence,
  cells: ({ cells }) =>
    cells.map(({ categories, state, value }) => `${categories.join(' ')} ${state} ${value}`).sort(),
}

/** What a later entry says otherwise than the one before. */
export const differences = (before: EntryDetail, after: EntryDetail): Field[] =>
  FIELDS.filter((field) => JSON.stringify(OF[field](before)) !== JSON.stringify(OF[field](after)))
