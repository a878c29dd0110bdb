import type {
  FrameworkOut,
  IndicatorOut,
  PeriodOut,
  ResultWithIndicators,
} from '../../../api/indicators/types.gen'

export interface GridColumn {
  key: string
  starts_on: string
  ends_on: string
}

export interface GridRow {
  indicator: IndicatorOut
  /** The period under each column; undefined where the indicator has none. */
  periods: (PeriodOut | undefined)[]
}

export interface GridGroup {
  result: ResultWithIndicators
  rows: GridRow[]
}

/** Indicators down, periods across: where each cell of a project is. */
export interface Layout {
  columns: GridColumn[]
  groups: GridGroup[]
  rows: GridRow[]
}

const keyOf = ({ starts_on, ends_on }: Pick<PeriodOut, 'starts_on' | 'ends_on'>) => `${starts_on}/${ends_on}`

/** All that values are recorded for: what is archived, or has no period, has no row. */
export function layOut(framework: FrameworkOut, year?: number): Layout {
  const within = (period: PeriodOut) =>
    year === undefined ||
    (Number(period.starts_on.slice(0, 4)) <= year && Number(period.ends_on.slice(0, 4)) >= year)
  const groups = framework.results
    .filter((result) => !result.archived)
    .map((result) => ({
      result,
      indicators: result.indicators
        .filter((indicator) => !indicator.archived)
        .map((indicator) => ({ indicator, periods: indicator.periods.filter(within) }))
        .filter(({ periods }) => periods.length > 0),
    }))
    .filter(({ indicators }) => indicators.length > 0)
  const columns = columnsOf(groups.flatMap(({ indicators }) => indicators.flatMap(({ periods }) => periods)))
  const laid = groups.map(({ result, indicators }) => ({
    result,
    rows: indicators.map(({ indicator, periods }) => {
      const found = new Map(periods.map((period) => [keyOf(period), period]))
      return { indicator, periods: columns.map(({ key }) => found.get(key)) }
    }),
  }))
  return { columns, groups: laid, rows: laid.flatMap(({ rows }) => rows) }
}

function columnsOf(periods: PeriodOut[]): GridColumn[] {
  const found = new Map(
    periods.map(({ starts_on, ends_on }) => {
      const key = keyOf({ starts_on, ends_on })
      return [key, { key, starts_on, ends_on }]
    }),
  )
  // By the end: the year stands after its quarters, as a sum does.
  return [...found.values()].sort(
    (one, other) => one.ends_on.localeCompare(other.ends_on) || other.starts_on.localeCompare(one.starts_on),
  )
}

/** The years that periods of this project lie in, to choose from. */
export function yearsOf(framework: FrameworkOut): number[] {
  const years = new Set<number>()
  for (const { periods } of framework.results.flatMap(({ indicators }) => indicators)) {
    for (const { starts_on, ends_on } of periods) {
      const last = Number(ends_on.slice(0, 4))
      for (let year = Number(starts_on.slice(0, 4)); year <= last; year++) years.add(year)
    }
  }
  return [...years].sort((one, other) => one - other)
}

export interface Place {
  row: number
  column: number
}

/** The nearest cell in a direction; where an indicator has no such period, the one beyond it. */
export function beside(layout: Layout, { row, column }: Place, down: number, right: number): Place {
  let next = { row: row + down, column: column + right }
  while (inside(layout, next)) {
    if (idAt(layout, next)) return next
    next = { row: next.row + down, column: next.column + right }
  }
  return { row, column }
}

/** The first or last cell of a row, or of the whole grid. */
export function edge(layout: Layout, { row }: Place, side: 'first' | 'last', whole: boolean): Place {
  const places = placesOf(layout).filter((place) => whole || place.row === row)
  return (side === 'first' ? places[0] : places.at(-1)) ?? { row, column: 0 }
}

/** Every cell in reading order. */
export function placesOf(layout: Layout): Place[] {
  return layout.rows.flatMap((line, row) =>
    line.periods.flatMap((period, column) => (period ? [{ row, column }] : [])),
  )
}

export const idAt = (layout: Layout, { row, column }: Place): string | undefined =>
  layout.rows[row]?.periods[column]?.id

export function placeOf(layout: Layout, id: string): Place | undefined {
  for (const [row, { periods }] of layout.rows.entries()) {
    const column = periods.findIndex((period) => period?.id === id)
    if (column >= 0) return { row, column }
  }
  return undefined
}

const inside = ({ rows, columns }: Layout, { row, column }: Place) =>
  row >= 0 && column >= 0 && row < rows.length && column < columns.length

/** What a block lands on when it is pasted with its first cell here, and how much of it finds no cell. */
export function spread(
  layout: Layout,
  at: Place,
  block: string[][],
): { changes: { id: string; text: string }[]; outside: number } {
  const changes: { id: string; text: string }[] = []
  let outside = 0
  for (const [down, line] of block.entries()) {
    for (const [right, text] of line.entries()) {
      const id = idAt(layout, { row: at.row + down, column: at.column + right })
      // An empty cell of a sheet says nothing of the value that is there.
      if (id && text.trim() !== '') changes.push({ id, text })
      else if (!id && text.trim() !== '') outside++
    }
  }
  return { changes, outside }
}
