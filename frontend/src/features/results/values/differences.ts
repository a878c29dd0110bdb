import type { EntryDetail } from '../../../api/indicators/types.gen'

export const FIELDS = ['value', 'state', 'comment', 'evidence', 'cells'] as const
export type Field = (typeof FIELDS)[number]

/** Which link or file it is, whatever became of the file. */
const keyOf = ({ name, address, file }: EntryDetail['evidence'][number]) => `${name} ${address ?? file?.id}`

const OF: Record<Field, (entry: EntryDetail) => unknown> = {
  value: ({ value, numerator, denominator, text }) => [value, numerator, denominator, text],
  // That a value is 0 is said by the value.
  state: ({ state }) => (state === 'zero' ? 'reported' : state),
  comment: ({ comment }) => comment,
  evidence: ({ evidence }) => evidence.map(keyOf),
  cells: ({ cells }) =>
    cells.map(({ categories, state, value }) => `${categories.join(' ')} ${state} ${value}`).sort(),
}

/** What a later entry says otherwise than the one before. */
export const differences = (before: EntryDetail, after: EntryDetail): Field[] =>
  FIELDS.filter((field) => JSON.stringify(OF[field](before)) !== JSON.stringify(OF[field](after)))

/** What the first stands on and the other does not, by its names. */
export function evidenceOnlyOf(one: EntryDetail, other: EntryDetail): string {
  const known = new Set(other.evidence.map(keyOf))
  return one.evidence
    .filter((evidence) => !known.has(keyOf(evidence)))
    .map(({ name }) => name)
    .join(', ')
}
