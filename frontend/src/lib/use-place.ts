import { useEffect } from 'react'

/** Goes to the place that the address names, once what is asked for stands there. */
export function usePlace(ready: boolean): void {
  useEffect(() => {
    const name = globalThis.location.hash.slice(1)
    if (ready && name) document.getElementById(decodeURIComponent(name))?.scrollIntoView()
  }, [ready])
}
