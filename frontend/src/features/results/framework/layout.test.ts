import { expect, it } from 'vitest'
import { BOX, layoutOf, PER_ROW, wrapped } from './layout'

const box = (id: string, layer: number) => ({ id, layer, words: id })

it('puts what is put in at the bottom and what it is for on top', () => {
  const { boxes, layers } = layoutOf([box('in', 0), box('goal', 5), box('out', 2)], [])
  const y = Object.fromEntries(boxes.map(({ id, y }) => [id, y]))
  expect(y['goal']).toBeLessThan(y['out'] ?? 0)
  expect(y['out']).toBeLessThan(y['in'] ?? 0)
  expect(layers.map(({ layer }) => layer)).toEqual([5, 2, 0])
})

it('orders a layer by what it is tied to, and lets no boxes overlap', () => {
  const boxes = [box('a', 0), box('b', 0), box('c', 0), box('A', 1), box('B', 1), box('C', 1)]
  const edges = [
    { from: 'a', to: 'C' },
    { from: 'b', to: 'B' },
    { from: 'c', to: 'A' },
  ]
  const placed = layoutOf(boxes, edges).boxes
  const order = (layer: number) =>
    placed
      .filter((one) => one.layer === layer)
      .sort((a, b) => a.x - b.x)
      .map(({ id }) => id.toLowerCase())
      .join('')
  expect(order(0)).toBe([...order(1)].map((id) => ({ a: 'c', b: 'b', c: 'a' })[id]).join(''))
  for (const one of placed)
    for (const other of placed)
      if (one !== other && one.layer === other.layer)
        expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual(BOX.width + BOX.gap)
})

it('folds a layer of many boxes instead of growing wider, and lets none overlap', () => {
  const activities = Array.from({ length: 14 }, (_, index) => box(`a${index}`, 1))
  const { width, height, boxes, layers } = layoutOf([...activities, box('goal', 5)], [])
  expect(width).toBe(PER_ROW * (BOX.width + BOX.gap) - BOX.gap - (BOX.width + BOX.gap) + 2 * BOX.margin)
  expect(new Set(boxes.map(({ y }) => y)).size).toBe(4)
  for (const one of boxes)
    for (const other of boxes)
      if (one !== other)
        expect(Math.abs(one.x - other.x) >= BOX.width || Math.abs(one.y - other.y) >= BOX.height).toBe(true)
  expect(Math.max(...boxes.map(({ y }) => y)) + BOX.height + BOX.margin).toBe(height)
  expect(layers[0]?.y).toBeLessThan(layers[1]?.y ?? 0)
})

it('draws an empty framework and one without ties', () => {
  expect(layoutOf([], []).boxes).toEqual([])
  expect(layoutOf([box('a', 0)], [{ from: 'a', to: 'gone' }]).boxes).toHaveLength(1)
})

it('breaks long words and ends what does not fit', () => {
  const lines = wrapped(`${'x'.repeat(60)} ${'many words '.repeat(20)}`)
  expect(lines).toHaveLength(3)
  expect(lines.every((line) => line.length <= 26)).toBe(true)
  expect(lines.at(-1)).toMatch(/…$/)
})
