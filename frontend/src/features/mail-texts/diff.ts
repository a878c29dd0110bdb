export interface Piece {
  text: string
  is: 'same' | 'added' | 'removed'
}

const words = (text: string) => text.match(/\s+|[^\s]+/g) ?? []

/** What was taken away from `before` and added to it, word by word. */
export function compared(before: string, after: string): Piece[] {
  const [a, b] = [words(before), words(after)]
  const table = lengths(a, b)
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      push(pieces, 'same', a[i++] as string)
      j++
    } else if (j < b.length && (i === a.length || at(table, i, j + 1) >= at(table, i + 1, j))) {
      push(pieces, 'added', b[j++] as string)
    } else {
      push(pieces, 'removed', a[i++] as string)
    }
  }
  return pieces
}

/** Of what is left from each place on, how long the longest common part is. */
function lengths(a: string[], b: string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i] as number[]
      row[j] =
        a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  }
  return table
}

const at = (table: number[][], i: number, j: number): number => table[i]?.[j] ?? 0

function push(pieces: Piece[], is: Piece['is'], text: string): void {
  const last = pieces.at(-1)
  if (last?.is === is) last.text += text
  else pieces.push({ is, text })
}
