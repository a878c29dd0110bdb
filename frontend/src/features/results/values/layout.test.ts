import { describe, expect, it } from 'vitest'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { beside, edge, idAt, layOut, placeOf, spread, yearsOf } from './layout'

const period = (id: string, starts_on: string, ends_on: string) => ({ id, starts_on, ends_on })
const year = (id: string, y: number) => period(id, `${y}-01-01`, `${y}-12-31`)

/** a: 2005, 2006 · b: half of 2006 · c: archived · d: 2005, 2006; e has no period. */
const framework = {
  project: { id: 'x' },
  results: [
    {
      id: 'r1',
      archived: false,
      indicators: [
        { id: 'a', archived: false, periods: [year('a5', 2005), year('a6', 2006)] },
        { id: 'b', archived: false, periods: [period('b1', '2006-01-01', '2006-06-30')] },
        { id: 'c', archived: true, periods: [year('c5', 2005)] },
      ],
    },
    {
      id: 'r2',
      archived: false,
      indicators: [
        { id: 'd', archived: false, periods: [year('d5', 2005), year('d6', 2006)] },
        { id: 'e', archived: false, periods: [] },
      ],
    },
    { id: 'r3', archived: true, indicators: [{ id: 'f', archived: false, periods: [year('f5', 2005)] }] },
  ],
} as unknown as FrameworkOut

const layout = layOut(framework)

it('has a column for each time, by its end, and a row for each indicator with periods', () => {
  expect(layout.columns.map(({ key }) => key)).toEqual([
    '2005-01-01/2005-12-31',
    '2006-01-01/2006-06-30',
    '2006-01-01/2006-12-31',
  ])
  expect(layout.rows.map(({ periods }) => periods.map((one) => one?.id))).toEqual([
    ['a5', undefined, 'a6'],
    [undefined, 'b1', undefined],
    ['d5', undefined, 'd6'],
  ])
  expect(layout.groups.map(({ result }) => result.id)).toEqual(['r1', 'r2'])
})

it('shows one year when one is chosen', () => {
  expect(yearsOf(framework)).toEqual([2005, 2006])
  expect(layOut(framework, 2005).rows.map(({ indicator }) => indicator.id)).toEqual(['a', 'd'])
})

describe('arrows', () => {
  it.each([
    ['a5', 0, 1, 'a6'],
    ['a5', 1, 0, 'd5'],
    ['d6', -1, 0, 'a6'],
    ['a5', -1, 0, 'a5'],
    ['b1', 0, 1, 'b1'],
    ['b1', 1, 0, 'b1'],
  ])('from %s by %i, %i lead to %s: over what is no cell', (from, down, right, to) => {
    const at = placeOf(layout, from)
    expect(at && idAt(layout, beside(layout, at, down, right))).toBe(to)
  })

  it('lead to the first and last of the row, and of all', () => {
    const at = { row: 2, column: 2 }
    expect(idAt(layout, edge(layout, at, 'first', false))).toBe('d5')
    expect(idAt(layout, edge(layout, at, 'first', true))).toBe('a5')
    expect(idAt(layout, edge(layout, { row: 0, column: 0 }, 'last', true))).toBe('d6')
  })
})

it('puts a pasted block on cells, leaves out what is empty, and counts what finds none', () => {
  const block = [
    ['1', '', '3', '4'],
    ['', '5', ''],
    ['6', '7', '8'],
    ['9', '', ''],
  ]
  expect(spread(layout, { row: 0, column: 0 }, block)).toEqual({
    changes: [
      { id: 'a5', text: '1' },
      { id: 'a6', text: '3' },
      { id: 'b1', text: '5' },
      { id: 'd5', text: '6' },
      { id: 'd6', text: '8' },
    ],
    outside: 3,
  })
})
