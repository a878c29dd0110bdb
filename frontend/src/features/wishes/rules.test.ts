import { expect, it } from 'vitest'
import { modeAt, type Rule, withMode } from './rules'

const mail = { topic: '*', channel: 'email' } as const
const here = { ...mail, programme_id: 'p1' }

it('keeps one word for each place, and tells programmes apart', () => {
  let rules: Rule[] = withMode([], mail, 'daily')
  rules = withMode(rules, here, 'off')
  rules = withMode(rules, mail, 'weekly')

  expect(rules).toHaveLength(2)
  expect(modeAt(rules, { ...mail, programme_id: null })).toBe('weekly')
  expect(modeAt(rules, here)).toBe('off')
  expect(modeAt(withMode(rules, here, undefined), here)).toBeUndefined()
})
