import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** After going to another page the reader, seen or heard, starts at its heading. Filters keep the focus where it is. */
export function useFocusHeading(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return
        const heading = document.querySelector<HTMLElement>('main h1')
        if (!heading) return
        heading.tabIndex = -1
        heading.focus({ preventScroll: true })
      }),
    [router],
  )
}
