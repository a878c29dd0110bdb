import { del, get, set } from 'idb-keyval'
import { useEffect } from 'react'
import { ANY, type GridModel } from './grid-model'

interface Kept {
  id: string
  typed: string
  version: number
}

/**
 * Keeps what is typed and not stored in the browser, so that neither a lost connection nor a closed
 * window loses it. Of one's own account and project alone; gone as soon as all of it is stored.
 */
export function useKeeping(model: GridModel, accountId: string, projectId: string): void {
  useEffect(() => {
    const key = `values ${accountId} ${projectId}`
    let timer: ReturnType<typeof setTimeout> | undefined
    let restored = false
    let kept = false
    const write = () => {
      const unsettled = model.unsettled()
      if (unsettled.length === 0 && !kept) return
      kept = unsettled.length > 0
      void quietly(kept ? set(key, unsettled) : del(key))
    }
    const leave = model.subscribe(ANY, () => {
      if (!restored) return
      clearTimeout(timer)
      timer = setTimeout(write, 250)
    })
    void quietly(get<Kept[]>(key)).then((found) => {
      for (const { id, typed, version } of found ?? []) model.restore(id, typed, version)
      kept = (found ?? []).length > 0
      restored = true
    })
    return () => {
      clearTimeout(timer)
      leave()
      if (restored) write()
    }
  }, [model, accountId, projectId])
}

/** Without a store (a private window, a full disk) the grid works as well; it only remembers less. */
const quietly = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined)
