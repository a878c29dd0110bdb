/** Places boxes in layers, from what is put in at the bottom to the goals on top. */

export interface Box {
  id: string
  layer: number
  words: string
}

export interface Edge {
  from: string
  to: string
}

export interface Placed extends Box {
  x: number
  y: number
  lines: string[]
}

export interface Layout {
  width: number
  height: number
  boxes: Placed[]
  /** The middle of each layer that has boxes. */
  layers: { layer: number; y: number }[]
}

export const BOX = { width: 190, height: 78, gap: 22, between: 64, within: 30, margin: 8 }
/** More boxes than these beside each other go on below: a picture is not read sideways. */
export const PER_ROW = 6
const SWEEPS = 4
const LINE = 25
const MOST_LINES = 3

export function layoutOf(boxes: Box[], edges: Edge[]): Layout {
  const layers = [...new Set(boxes.map(({ layer }) => layer))].sort((a, b) => b - a)
  let rows = layers.map((layer) => boxes.filter((box) => box.layer === layer))
  // Each box goes where those that it is tied to are, layer by layer: fewer lines cross.
  const at = new Map<string, number>()
  const note = (row: Box[]) => {
    for (const [index, box] of row.entries()) at.set(box.id, (index + 0.5) / row.length)
  }
  rows.forEach(note)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    rows = rows.map((row) => {
      const wish = new Map(row.map((box) => [box.id, wanted(box, edges, at)]))
      const sorted = [...row].sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0))
      note(sorted)
      return sorted
    })
  }
  const folded = rows.map(foldedRows)
  const most = Math.max(1, ...folded.flat().map((row) => row.length))
  const span = (count: number) => count * BOX.width + (count - 1) * BOX.gap
  const width = span(most) + 2 * BOX.margin
  const high = (layer: Box[][]) => layer.length * (BOX.height + BOX.within) - BOX.within
  const tops = folded.map((_, index) =>
    folded.slice(0, index).reduce((sum, above) => sum + high(above) + BOX.between, BOX.margin),
  )
  const bottom = Math.max(BOX.height, ...folded.map((layer, index) => (tops[index] ?? 0) + high(layer)))
  return {
    width,
    height: bottom + BOX.margin,
    boxes: folded.flatMap((layer, index) =>
      layer.flatMap((row, down) =>
        row.map((box, place) => ({
          ...box,
          x: (width - span(row.length)) / 2 + place * (BOX.width + BOX.gap),
          y: (tops[index] ?? 0) + down * (BOX.height + BOX.within),
          lines: wrapped(box.words),
        })),
      ),
    ),
    layers: layers.map((layer, index) => ({
      layer,
      y: (tops[index] ?? 0) + high(folded[index] ?? [[]]) / 2,
    })),
  }
}

/** As many rows as are needed, of about the same length. */
function foldedRows(row: Box[]): Box[][] {
  const length = Math.ceil(row.length / Math.ceil(row.length / PER_ROW))
  return Array.from({ length: Math.ceil(row.length / length) }, (_, index) =>
    row.slice(index * length, (index + 1) * length),
  )
}

function wanted(box: Box, edges: Edge[], at: Map<string, number>): number {
  const places = edges
    .flatMap(({ from, to }) => (from === box.id ? [at.get(to)] : to === box.id ? [at.get(from)] : []))
    .filter((place) => place !== undefined)
  return places.length === 0
    ? (at.get(box.id) ?? 0)
    : places.reduce((sum, place) => sum + place, 0) / places.length
}

/** As many words on a line as fit; what does not fit at all ends with an ellipsis. */
export function wrapped(words: string): string[] {
  const lines: string[] = []
  for (const word of words.split(/\s+/)) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= LINE) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word.length > LINE ? `${word.slice(0, LINE - 1)}…` : word)
  }
  if (lines.length <= MOST_LINES) return lines
  const shown = lines.slice(0, MOST_LINES)
  const last = shown.pop() ?? ''
  return [...shown, `${last.slice(0, LINE - 1)}…`]
}

/** From the top of one box to the bottom of another; beside each other, over an arc; in a folded layer, also down. */
export function path(from: Placed, to: Placed): string {
  const half = BOX.width / 2
  if (from.y === to.y) {
    const [a, b] = [from.x + half, to.x + half]
    return `M${a} ${from.y}C${a} ${from.y - 40} ${b} ${to.y - 40} ${b} ${to.y}`
  }
  const [a, b] = [from.x + half, to.x + half]
  const isDown = from.y < to.y
  const start = isDown ? from.y + BOX.height : from.y
  const end = isDown ? to.y : to.y + BOX.height
  const middle = (start + end) / 2
  return `M${a} ${start}C${a} ${middle} ${b} ${middle} ${b} ${end}`
}
