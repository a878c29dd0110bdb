import { useCallback, useState } from 'react'

/** The real width in pixels: a drawing that is scaled has letters that nobody can read on a phone. */
export function useWidth(start = 640): [(element: HTMLElement | null) => (() => void) | undefined, number] {
  const [width, setWidth] = useState(start)
  const measure = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(220, Math.round(entry.contentRect.width)))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [measure, width]
}
