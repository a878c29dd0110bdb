import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

// Longer than a page takes; then the reader has gone on by themselves.
const PATIENCE = 5_000

/** After going to another page the reader, seen or heard, starts at its heading. Filters keep the focus where it is. */
export function useFocusHeading(): void {
  const router = useRouter()
  useEffect(() => {
    // Some pages ask for what they show once they are there: until the answer comes there is no heading,
    // or still the one of the page before.
    const watcher = new MutationObserver(() => {
      if (document.activeElement === document.body) focusHeading()
    })
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = () => {
      watcher.disconnect()
      clearTimeout(timer)
    }
    const leave = router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
      if (!pathChanged || !fromLocation) return
      stop()
      focusHeading()
      watcher.observe(document.body, { childList: true, subtree: true })
      timer = setTimeout(stop, PATIENCE)
    })
    return () => {
      stop()
      leave()
    }
  }, [router])
}

function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus({ preventScroll: true })
}
