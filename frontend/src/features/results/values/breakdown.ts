import type { AxisOut, CellIn, EntryDetail } from '../../../api/indicators/types.gen'
import type { Kind, Reader } from './said'

export type Category = Pick<AxisOut['categories'][number], 'id' | 'name' | 'archived'>
/** What is shown of an axis. */
export type Axis = Pick<AxisOut, 'id' | 'name'> & { categories: Category[] }
type Told = Pick<EntryDetail, 'cells'>

/** One leaf: a category of each axis, in the order of the axes. */
export interface Leaf {
  key: string
  categories: Category[]
}

export interface CrossTable {
  /** What the columns are: the categories of the last axis. */
  columns: Category[]
  rows: { key: string; categories: Category[]; leaves: Leaf[] }[]
}

const keyOf = (ids: readonly string[]) => ids.join(' ')

/** What is in use, and what is archived but was told before. */
const live = ({ categories }: Axis, told: ReadonlySet<string>) =>
  categories.filter(({ id, archived }) => !archived || told.has(id))

/** Up to three axes as one small table: the last one across, the others down. */
export function crossTable(axes: readonly Axis[], entry: Told | undefined): CrossTable {
  const told = new Set(entry?.cells.flatMap(({ categories }) => categories))
  const [last, ...others] = [...axes].reverse()
  const columns = last ? live(last, told) : []
  const down = others
    .reverse()
    .reduce<Category[][]>(
      (rows, axis) => rows.flatMap((row) => live(axis, told).map((category) => [...row, category])),
      [[]],
    )
  return {
    columns,
    rows: down.map((categories) => ({
      key: keyOf(categories.map(({ id }) => id)),
      categories,
      leaves: columns.map((column) => {
        const leaf = [...categories, column]
        return { key: keyOf(leaf.map(({ id }) => id)), categories: leaf }
      }),
    })),
  }
}

/** What was told of each leaf, as one would type it. */
export const typedCells = (reader: Reader, kind: Kind, entry: Told | undefined) =>
  Object.fromEntries(
    (entry?.cells ?? []).map(({ categories, ...cell }) => [
      keyOf(categories),
      reader.write({ text: null, ...cell } as EntryDetail, kind),
    ]),
  )

/** The leaves that something is typed for, in the order in which they are sent. */
export const filled = (cells: Readonly<Record<string, string>>): string[] =>
  Object.keys(cells).filter((key) => cells[key]?.trim())

export const cellsOf = (reader: Reader, kind: Kind, cells: Readonly<Record<string, string>>): CellIn[] =>
  filled(cells).flatMap((key) => {
    const said = reader.read(cells[key]?.trim() ?? '', kind)
    return said ? [{ categories: key.split(' '), ...said }] : []
  })

export const misread = (reader: Reader, kind: Kind, cells: Readonly<Record<string, string>>): string[] =>
  filled(cells).filter((key) => reader.read(cells[key]?.trim() ?? '', kind) === undefined)

/** The leaf that the service speaks of, as in `cells.3.value`. */
export function leafOf(cells: Readonly<Record<string, string>>, field: string | null | undefined) {
  const place = /^cells\.(\d+)/.exec(field ?? '')?.[1]
  return place === undefined ? undefined : filled(cells)[Number(place)]
}
