export interface LabelWish {
  key: string
  text: string
  x: number
  y: number
  /** Those with more go first. */
  weight: number
  /** Named even where it covers something. */
  must?: boolean
  /** How far its dot reaches; a small one if left out. */
  reach?: number
}

export interface PlacedLabel {
  key: string
  text: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

const line = 15
const letter = 6.7

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/**
 * Finds room for names beside their dots: right, left, below, above, and none where there is none.
 * The most important first; dots are never covered.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  frame: { width: number; height: number },
): PlacedLabel[] {
  const taken: Box[] = wishes.map(({ x, y, reach = 4 }) => ({
    left: x - reach,
    right: x + reach,
    top: y - reach,
    bottom: y + reach,
  }))
  const placed: PlacedLabel[] = []
  for (const wish of [...wishes].sort((a, b) => importance(b) - importance(a))) {
    const own = wishes.indexOf(wish)
    const inside = candidates(wish).filter(
      ({ box }) =>
        box.left >= 2 && box.right <= frame.width - 2 && box.top >= 2 && box.bottom <= frame.height - 2,
    )
    const free = inside.find(({ box }) =>
      taken.every((other, index) => index === own || !overlap(box, other)),
    )
    const found = free ?? (wish.must ? inside[0] : undefined)
    if (!found) continue
    taken.push(found.box)
    placed.push(found.label)
  }
  return placed
}

const importance = ({ weight, must }: LabelWish) => weight + (must ? 1e6 : 0)

function candidates({ key, text, x, y, reach = 4 }: LabelWish): { box: Box; label: PlacedLabel }[] {
  const width = text.length * letter
  const gap = reach + 3
  const at = (left: number, middle: number, anchor: PlacedLabel['anchor']) => {
    const box = { left, right: left + width, top: middle - line / 2, bottom: middle + line / 2 }
    const labelX = anchor === 'start' ? left : anchor === 'end' ? left + width : left + width / 2
    return { box, label: { key, text, x: labelX, y: middle + 4, anchor } }
  }
  return [
    at(x + gap, y, 'start'),
    at(x - gap - width, y, 'end'),
    at(x - width / 2, y + gap + line / 2, 'middle'),
    at(x - width / 2, y - gap - line / 2, 'middle'),
  ]
}
