import { renderHook } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useFirst } from './use-first'

it('stays with what a form started from, and starts anew for another thing', () => {
  const { result, rerender } = renderHook(({ value, key }) => useFirst(value, key), {
    initialProps: { value: 1, key: 'a' },
  })
  rerender({ value: 2, key: 'a' })
  expect(result.current).toBe(1)
  rerender({ value: 3, key: 'b' })
  expect(result.current).toBe(3)
  rerender({ value: 4, key: 'b' })
  expect(result.current).toBe(3)
})
