import { useSyncExternalStore } from 'react'

type Answer = (proved: boolean) => void

let waiting: Answer[] = []
const listeners = new Set<() => void>()

function set(now: Answer[]): void {
  waiting = now
  for (const tell of listeners) tell()
}

/** A service wants to know once more who it is: the shell asks, and the request is sent again. */
export const askForProof = (): Promise<boolean> => new Promise((resolve) => set([...waiting, resolve]))

/** Tells all requests that wait whether the person has shown it. */
export function answerProof(proved: boolean): void {
  const answered = waiting
  set([])
  for (const answer of answered) answer(proved)
}

export const useProofAsked = (): boolean =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => waiting.length > 0,
  )
