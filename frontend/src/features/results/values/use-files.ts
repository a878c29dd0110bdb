import { useEffect, useRef, useState } from 'react'
import type { FileOut } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { sendFile } from './send-file'

/** What the service takes; it looks at the content as well. */
export const TAKEN = ['.pdf', '.png', '.jpg', '.jpeg', '.docx', '.xlsx', '.odt', '.ods', '.csv', '.txt']
export const MOST_BYTES = 20_000_000

/** A file on its way, or why it did not get there. */
export interface Underway {
  key: number
  name: string
  share: number
  problem?: string
}

let next = 0

/** Hands files in one after the other, and says how each of them goes. */
export function useFiles(
  address: string,
  onTaken: (file: FileOut) => void,
  /** Begins a session anew that is over, where one can. */
  reopen?: () => Promise<void>,
) {
  const [underway, setUnderway] = useState<readonly Underway[]>([])
  const aborts = useRef(new Map<number, AbortController>())
  const queue = useRef(Promise.resolve())
  useEffect(() => {
    const all = aborts.current
    return () => {
      for (const one of all.values()) one.abort()
    }
  }, [])
  const change = (key: number, some: Partial<Underway>) =>
    setUnderway((old) => old.map((one) => (one.key === key ? { ...one, ...some } : one)))
  const drop = (key: number) => {
    aborts.current.get(key)?.abort()
    setUnderway((old) => old.filter((one) => one.key !== key))
  }
  const sendOne = async (key: number, file: File) => {
    const abort = aborts.current.get(key)
    if (!abort || abort.signal.aborted) return
    const { signal } = abort
    const sent = () => sendFile(address, file, { signal, onProgress: (share) => change(key, { share }) })
    try {
      onTaken(
        await sent().catch(async (error) => {
          if (!reopen || !isApiError(error) || error.status !== 401) throw error
          await reopen()
          return sent()
        }),
      )
      drop(key)
    } catch (error) {
      if (!abort.signal.aborted) change(key, { problem: problemOf(error) })
    }
  }
  /** Those that no room is left for are named as well. */
  const send = (files: readonly File[], room: number) => {
    let left = room
    for (const file of files) {
      const key = ++next
      const problem = refusalOf(file) ?? (left > 0 ? undefined : 'value_full')
      setUnderway((old) => [...old, { key, name: file.name, share: 0, ...(problem && { problem }) }])
      if (problem) continue
      left -= 1
      aborts.current.set(key, new AbortController())
      queue.current = queue.current.then(() => sendOne(key, file))
    }
  }
  const going = underway.filter(({ problem }) => !problem).length
  return { underway, going, send, drop }
}

/** What can be told without sending it. */
function refusalOf({ name, size }: File): string | undefined {
  if (!TAKEN.some((ending) => name.toLowerCase().endsWith(ending))) return 'type_not_taken'
  if (size === 0) return 'empty_file'
  return size > MOST_BYTES ? 'file_too_large' : undefined
}

function problemOf(error: unknown): string {
  if (!isApiError(error)) return 'unexpected'
  const { code, fields } = error.problem
  return code === 'file_refused' ? (fields[0]?.code ?? code) : code
}
