import { expect, it } from 'vitest'
import type { ChoicesOut } from '../../api/indicators/types.gen'
import { type Chosen, limit, mended, possible } from './combinations'

const choices = (more: Partial<ChoicesOut>): ChoicesOut => ({
  kind: 'number',
  units: ['number', 'custom'],
  directions: ['increase', 'decrease'],
  courses: [
    { cumulation: 'none', population: 'none', over_time: ['latest', 'sum'], over_children: ['sum', 'none'] },
    { cumulation: 'summed', population: 'none', over_time: ['sum'], over_children: ['sum'] },
    { cumulation: 'none', population: 'unique_in_period', over_time: ['none'], over_children: ['none'] },
  ],
  has_decimals: true,
  has_bounds: true,
  has_axes: true,
  has_parts: false,
  scale: 'no',
  ...more,
})
const words = choices({
  kind: 'text',
  units: ['none'],
  directions: ['none'],
  courses: [{ cumulation: 'none', population: 'none', over_time: ['latest'], over_children: ['none'] }],
})
const kinds = [choices({}), words]
const chosen: Chosen = {
  kind: 'number',
  unit_kind: 'custom',
  direction: 'increase',
  population: 'none',
  cumulation: 'summed',
  over_time: 'sum',
  over_children: 'sum',
}

it('offers what the choices before leave room for', () => {
  expect(possible(kinds, chosen)).toMatchObject({
    population: ['none', 'unique_in_period'],
    cumulation: ['none', 'summed'],
    over_time: ['sum'],
  })
  expect(possible(kinds, { ...chosen, cumulation: 'none' })?.over_time).toEqual(['latest', 'sum'])
})

it('leaves alone what goes together', () => {
  expect(mended(kinds, chosen)).toEqual({})
})

it('takes what is usual where a choice leaves no room', () => {
  const people = { ...chosen, population: 'unique_in_period' } as const
  expect(mended(kinds, people)).toEqual({ cumulation: 'none', over_time: 'none', over_children: 'none' })
  expect(mended(kinds, { ...chosen, kind: 'text' })).toMatchObject({ unit_kind: 'none', direction: 'none' })
})

it('knows why there is less to choose from', () => {
  expect(limit('over_time', chosen)).toBe('summed')
  expect(limit('over_children', { ...chosen, population: 'unique_over_life' })).toBe('unique')
  expect(limit('over_time', { ...chosen, kind: 'formula' })).toBe('formula')
})
