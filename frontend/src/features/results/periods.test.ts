import { expect, it } from 'vitest'
import { share } from './figures'
import { following, periodName } from './periods'

const days = (starts_on: string, ends_on: string) => ({ starts_on, ends_on })

it.each([
  ['2006-01-01', '2006-12-31', '2006'],
  ['2004-06-01', '2006-12-31', 'Jun 2004 – Dec 2006'],
  ['2006-01-01', '2006-06-30', 'Jan – Jun 2006'],
  ['2006-01-15', '2006-06-30', '15 Jan – 30 Jun 2006'],
])('names the time from %s to %s as short as it can', (from, to, name) => {
  expect(periodName('en', days(from, to)).replaceAll(/[\u2009\u202f]/g, ' ')).toBe(name)
})

it.each([
  ['2005-01-01', '2005-12-31', '2006-01-01', '2006-12-31'],
  ['2005-07-01', '2005-12-31', '2006-01-01', '2006-06-30'],
  ['2004-02-01', '2004-02-29', '2004-03-01', '2004-03-31'],
  ['2005-03-10', '2005-03-19', '2005-03-20', '2005-03-29'],
])('offers what follows %s to %s', (from, to, start, end) => {
  expect(following(days(from, to))).toEqual(days(start, end))
})

it.each([
  ['0.6571', '66%'],
  ['0.9960', '99%'],
  ['1.0000', '100%'],
  ['-0.1000', '-10%'],
])('writes the share %s as %s', (progress, text) => {
  expect(share('en', progress)).toBe(text)
})
