import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

// Longer than a page takes; then the reader has gone on by themselves.
const PATIENCE = 5_000

/** After going to another page the reader, seen or heard, starts at its heading. Filters keep the focus where it is. */
export function useFocusHeading(): void {
  const router = useRouter()
  useEffect(() => {
    // Some pages ask for what they show once they are there: their heading comes with the answer.
    const watcher = new MutationObserver(() => focusHeading() && watcher.disconnect())
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      watcher.disconnect()
      clearTimeout(timer)
    }
    const leave = router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
      if (!pathChanged || !fromLocation) return
      stop()
      if (focusHeading()) return
      watcher.observe(document.body, { childList: true, subtree: true })
      timer = setTimeout(stop, PATIENCE)
    })
    return () => {
      stop()
      leave()
    }
  }, [router])
}

function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return false
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
  return true
}
