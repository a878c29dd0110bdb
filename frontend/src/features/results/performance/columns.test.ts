import { expect, test } from 'vitest'
import { hiddenIn, hideText } from './columns'

test('an address names the columns that it leaves out, in one order', () => {
  expect(hiddenIn('target.baseline.nonsense')).toEqual(['baseline', 'target'])
  expect(hiddenIn(undefined)).toEqual([])
  expect(hideText(['target', 'baseline'])).toBe('baseline.target')
  expect(hideText([])).toBeUndefined()
})
