import { expect, it } from 'vitest'
import { sumDecimals } from './sum'

it.each([
  [['18000000.00', '3839000.00'], '21839000.00'],
  [['0.10', '0.20'], '0.30'],
  [['90071992547409.93', '0.01'], '90071992547409.94'],
  [['1', '-2.5'], '-1.50'],
  [[], '0.00'],
])('%j makes %s', (amounts, sum) => {
  expect(sumDecimals(amounts)).toBe(sum)
})
