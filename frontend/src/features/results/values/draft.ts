import type { EntryDetail, FileOut, RowIn } from '../../../api/indicators/types.gen'
import { parseDecimal } from '../../../lib/format'
import { typedFigure } from '../figures'
import { cellsOf, misread, typedCells } from './breakdown'
import type { Kind, Reader } from './said'

export interface Link {
  key: number
  name: string
  address: string
}

/** What stands in the form of one value, as it is typed. */
export interface Draft {
  state: RowIn['state']
  value: string
  numerator: string
  denominator: string
  text: string
  comment: string
  reason: string
  evidence: Link[]
  files: FileOut[]
  /** What is typed for each leaf, by the ids of its categories. */
  cells: Record<string, string>
  is_partial: boolean
}

export const WITHOUT: readonly RowIn['state'][] = ['not_applicable', 'not_collected', 'suppressed']
export const CHOICES: readonly RowIn['state'][] = [
  ...(['reported', 'estimated', 'zero', 'not_collected', 'not_applicable', 'suppressed'] as const),
]

/** Where it can be seen; who comes by a link is told which files they handed in. */
export interface Shown {
  name: string
  address: string | null
  file: FileOut | null
  is_own?: boolean
}

/** What was said of a value before, as far as a form shows it. */
export type Told = Pick<
  EntryDetail,
  ('state' | 'value' | 'numerator' | 'denominator' | 'text' | 'comment') | ('cells' | 'is_partial')
> & {
  evidence: readonly Shown[]
}

/** As it was said last; nobody has to type it again. */
export function draftOf(reader: Reader, kind: Kind, entry: Told | undefined): Draft {
  const typed = (value: string | null | undefined) => typedFigure(reader.language, value)
  const parts = entry?.numerator != null && entry.denominator != null
  const whole = entry !== undefined && entry.cells.length > 0 && !entry.is_partial
  return {
    state: entry?.state ?? 'reported',
    // Of a share with parts, and of groups that are all there, the service works out the rest.
    value: parts || whole ? '' : typed(entry?.value),
    numerator: whole ? '' : typed(entry?.numerator),
    denominator: whole ? '' : typed(entry?.denominator),
    text: entry?.text ?? '',
    comment: entry?.comment ?? '',
    reason: '',
    evidence: (entry?.evidence ?? []).flatMap(({ name, address }, key) =>
      address === null ? [] : [{ key, name, address }],
    ),
    // What was taken away is no longer stood on.
    files: (entry?.evidence ?? []).flatMap(({ file, is_own }) =>
      file && is_own !== false && !['removed', 'infected'].includes(file.state) ? [file] : [],
    ),
    cells: typedCells(reader, kind, entry),
    is_partial: entry?.is_partial ?? false,
  }
}

/** Which of its numbers are none. */
export function mistakes(draft: Draft, reader: Reader, kind: Kind): Set<string> {
  const wrong = (['value', 'numerator', 'denominator'] as const).filter(
    (field) => draft[field].trim() !== '' && parseDecimal(draft[field], reader.language) === undefined,
  )
  return new Set(WITHOUT.includes(draft.state) ? [] : [...wrong, ...misread(reader, kind, draft.cells)])
}

/** The links, without those that nothing was typed into. */
export const linksOf = ({ evidence }: Draft) =>
  evidence
    .filter(({ name, address }) => name.trim() || address.trim())
    .map(({ name, address }) => ({ name: name.trim() || address.trim(), address: address.trim() }))

/** As many links and files as the service takes. */
export const MOST_EVIDENCE = 10

/** As the service takes it. */
export function rowOf(draft: Draft, kind: Kind, reader: Reader): Omit<RowIn, 'period_id' | 'version'> {
  const without = WITHOUT.includes(draft.state)
  const cells = without ? [] : cellsOf(reader, kind, draft.cells)
  const figure = (typed: string) => (without ? null : (parseDecimal(typed, reader.language) ?? null))
  // What was 0 and is another value now is no longer zero.
  const stays =
    cells.length === 0 && [draft.value, draft.numerator].every((typed) => ['', '0'].includes(typed.trim()))
  const state = draft.state === 'zero' && !stays ? 'reported' : draft.state
  return {
    state,
    value: state === 'zero' ? null : figure(draft.value),
    numerator: figure(draft.numerator),
    denominator: figure(draft.denominator),
    text: kind === 'text' && !without ? draft.text.trim() || null : null,
    cells,
    is_partial: cells.length > 0 && draft.is_partial,
    comment: draft.comment.trim() || null,
    reason: draft.reason.trim() || null,
    evidence: [...linksOf(draft), ...draft.files.map(({ id, name }) => ({ name, file_id: id }))],
  }
}
