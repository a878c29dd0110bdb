import { expect, it } from 'vitest'
import { compared } from './diff'

const said = (before: string, after: string) =>
  compared(before, after).map(({ is, text }) => `${is}: ${text}`)

it('says what was taken away and what was added, word by word', () => {
  expect(said('A new role', 'A new role')).toEqual(['same: A new role'])
  expect(said('', 'Hello')).toEqual(['added: Hello'])
  expect(said('Hello', '')).toEqual(['removed: Hello'])
  expect(said('You have {{ role }}', 'You hold {{ role }} now')).toEqual([
    'same: You ',
    'added: hold',
    'removed: have',
    'same:  {{ role }}',
    'added:  now',
  ])
})

it('puts together again what was written', () => {
  const [before, after] = ['one two\n\nthree four', 'two  three\nfive four six']
  const pieces = compared(before, after)
  const without = (is: string) =>
    pieces
      .filter((one) => one.is !== is)
      .map((one) => one.text)
      .join('')
  expect(without('added')).toBe(before)
  expect(without('removed')).toBe(after)
})
