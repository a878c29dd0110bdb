import { describe, expect, it } from 'vitest'
import type { AxisOut, EntryDetail } from '../../../api/indicators/types.gen'
import { cellsOf, crossTable, leafOf, misread, typedCells } from './breakdown'
import { Reader } from './said'

const axis = (id: string, ...categories: string[]) =>
  ({
    id,
    categories: categories.map((one) => ({ id: one, archived: one.startsWith('old'), name: { en: one } })),
  }) as unknown as AxisOut

const sex = axis('sex', 'w', 'm', 'unknown')
const age = axis('age', 'young', 'old-age', 'grown')
const reader = new Reader('en')

describe('a table of leaves', () => {
  it('has one row for each category of a single axis across', () => {
    const { rows, columns } = crossTable([sex], undefined)
    expect(columns.map(({ id }) => id)).toEqual(['w', 'm', 'unknown'])
    expect(rows.map(({ leaves }) => leaves.map(({ key }) => key))).toEqual([['w', 'm', 'unknown']])
  })

  it('crosses three axes, the last one across, without what is archived', () => {
    const { rows, columns } = crossTable([sex, axis('town', 'a', 'b'), age], undefined)
    expect(columns).toHaveLength(2)
    expect(rows).toHaveLength(6)
    expect(rows[3]?.leaves.map(({ key }) => key)).toEqual(['m b young', 'm b grown'])
  })

  it('keeps what is archived where it was told', () => {
    const entry = { cells: [{ categories: ['w', 'old-age'] }] } as unknown as EntryDetail
    expect(crossTable([sex, age], entry).columns.map(({ id }) => id)).toContain('old-age')
  })
})

describe('what is typed into leaves', () => {
  const typed = { 'w young': '12', 'm young': ' ', 'w grown': '?', 'm grown': 'many' }

  it('is sent where there is something, in the way of its kind', () => {
    expect(cellsOf(reader, 'number', typed)).toEqual([
      { categories: ['w', 'young'], state: 'reported', value: '12' },
      { categories: ['w', 'grown'], state: 'not_collected' },
    ])
    expect(misread(reader, 'number', typed)).toEqual(['m grown'])
  })

  it('is found again by what the service says of it', () => {
    expect(leafOf(typed, 'cells.1.value')).toBe('w grown')
    expect(leafOf(typed, 'cells')).toBeUndefined()
  })

  it('stands there again as it was told', () => {
    const entry = {
      cells: [
        { categories: ['w', 'young'], state: 'estimated', value: '7', numerator: null, denominator: null },
      ],
    } as unknown as EntryDetail
    expect(typedCells(reader, 'number', entry)).toEqual({ 'w young': '~7' })
  })
})
