import { expect, it } from 'vitest'
import { breakBefore, breaksOf } from './breaks'

const part = (starts_on: string | null) => ({ starts_on }) as never
const period = (starts_on: string) => ({ starts_on }) as never
const periods = [period('2005-01-01'), period('2006-01-01'), period('2007-01-01')]

it('marks the first period that is counted otherwise', () => {
  const series = [part(null), part('2006-01-01')]

  expect(breaksOf({ series })).toEqual(['2006-01-01'])
  expect([0, 1, 2].map((index) => breakBefore({ series, periods }, index))).toEqual([
    undefined,
    '2006-01-01',
    undefined,
  ])
})

it('marks a break that lies between two periods before the later one, once', () => {
  const series = [part(null), part('2005-06-01'), part('2005-12-31')]

  expect(breakBefore({ series, periods }, 1)).toBe('2005-12-31')
  expect(breakBefore({ series, periods }, 2)).toBeUndefined()
})
