import { type RefObject, useEffect, useRef } from 'react'

/**
 * The focus comes to this place when what it would go back to is gone: a row that was ended in a dialog.
 * `busy` is true while the dialog is open, or the change under way.
 */
export function useKeptFocus(busy: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const before = useRef(busy)
  useEffect(() => {
    const ended = before.current && !busy
    before.current = busy
    if (!ended) return
    // A dialog gives it back first, if there is anything left to give it to.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) place.current?.focus()
    }, 200)
    return () => clearTimeout(timer)
  }, [busy])
  return place
}
