import { useSyncExternalStore } from 'react'

let ended = false
const listeners = new Set<() => void>()

function set(now: boolean): void {
  if (now === ended) return
  ended = now
  for (const tell of listeners) tell()
}

/** A service answered 401 in the middle of work: the shell asks to sign in again on top of the page, so that no input is lost. */
export const tellSessionEnded = (): void => set(true)
export const tellSessionBack = (): void => set(false)

export const useSessionEnded = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => ended,
  )
