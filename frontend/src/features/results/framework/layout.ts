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

export const BOX = { width: 190, height: 78, gap: 22, between: 64, margin: 8 }
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
  const most = Math.max(1, ...rows.map((row) => row.length))
  const span = (count: number) => count * BOX.width + (count - 1) * BOX.gap
  const width = span(most) + 2 * BOX.margin
  const top = (index: number) => BOX.margin + index * (BOX.height + BOX.between)
  return {
    width,
    height: top(Math.max(0, rows.length - 1)) + BOX.height + BOX.margin,
    boxes: rows.flatMap((row, index) =>
      row.map((box, place) => ({
        ...box,
        x: (width - span(row.length)) / 2 + place * (BOX.width + BOX.gap),
        y: top(index),
        lines: wrapped(box.words),
      })),
    ),
    layers: layers.map((layer, index) => ({ layer, y: top(index) + BOX.height / 2 })),
  }
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

/** From the top of one box to the bottom of another; beside each other, over an arc. */
export function path(from: Placed, to: Placed): string {
  const half = BOX.width / 2
  if (from.y === to.y) {
    const [a, b] = [from.x + half, to.x + half]
    return `M${a} ${from.y}C${a} ${from.y - 40} ${b} ${to.y - 40} ${b} ${to.y}`
  }
  const [a, b] = [from.x + half, to.x + half]
  const bottom = to.y + BOX.height
  const middle = (from.y + bottom) / 2
  return `M${a} ${from.y}C${a} ${middle} ${b} ${middle} ${b} ${bottom}`
}
