import { useState } from 'react'

/**
 * `value` as it was when the form for `key` opened. News of others' changes refreshes what is on screen;
 * under a form it would move the version, and saving would silently undo what the others did.
 */
export function useFirst<T>(value: T, key: string): T {
  const [first, setFirst] = useState({ key, value })
  if (first.key === key) return first.value
  setFirst({ key, value })
  return value
}
