import { expect, test } from 'vitest'
import { ownRules, withStep } from './steps'

const before = { days: -7, to: 'responsible' } as const
const after = { days: 3, to: 'programme_manager' } as const

test('steps come in the order of their days, each of them once', () => {
  expect(withStep([after], before)).toEqual([before, after])
  expect(withStep([before, after], before)).toEqual([before, after])
})

test('only what differs from the default is laid down', () => {
  const rules = {
    values_due: { steps: [before], usual: [before], isDefault: true },
    key_expiring: { steps: [], usual: [before], isDefault: false },
  }
  expect(ownRules(rules)).toEqual({ key_expiring: [] })
})
