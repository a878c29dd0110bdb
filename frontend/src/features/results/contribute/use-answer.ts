import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { getContribution, saveAnswer } from '../../../api/indicators/sdk.gen'
import type { AskedRow } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { type Draft, draftOf, mistakes, rowOf } from '../values/draft'
import type { Reader } from '../values/said'

/** How long somebody may pause before what they typed is sent, and till it is tried again. */
const PAUSE = 800
const AGAIN = 4000

export type State = 'idle' | 'typing' | 'saving' | 'saved' | 'waiting' | 'refused' | 'conflict'

export interface Refusal {
  code: string
  message: string
  field: string | undefined
}

export type Change = Partial<Draft> | ((draft: Draft) => Partial<Draft>)

export interface Answering {
  row: AskedRow
  draft: Draft
  state: State
  refusal: Refusal | undefined
  wrong: ReadonlySet<string>
  change: (some: Change) => void
  /** Sends what is typed and not stored; whether all of it is stored then. */
  flush: () => Promise<boolean>
  /** Somebody else said something of it meanwhile: say mine all the same, or take theirs. */
  settle: (mine: boolean) => Promise<void>
}

/** Whether something is said with it: a figure, words, or why there is none. */
export function says(draft: Draft): boolean {
  if (draft.state !== 'reported' && draft.state !== 'estimated') return true
  const told = [draft.value, draft.numerator, draft.denominator, draft.text, ...Object.values(draft.cells)]
  return told.some((one) => one.trim() !== '')
}

interface Options {
  row: AskedRow
  reader: Reader
  /** What was typed here before and not sent. */
  kept: Draft | undefined
  keep: (draft: Draft | undefined) => void
  onRow: (row: AskedRow) => void
  reopen: () => Promise<void>
}

/** One value of the form: kept here at once, sent after a pause, and tried again as long as nobody hears it. */
export function useAnswer({ row, reader, kept, keep, onRow, reopen }: Options): Answering {
  const [draft, setDraft] = useState(() => kept ?? draftOf(reader, row.kind, row.answer ?? undefined))
  const [state, setState] = useState<State>(kept ? 'waiting' : 'idle')
  const [refusal, setRefusal] = useState<Refusal>()
  const now = useRef({ row, draft, dirty: kept !== undefined })
  now.current.row = row
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const sending = useRef<Promise<boolean>>(undefined)
  const wrong = useMemo(() => mistakes(draft, reader, row.kind), [draft, reader, row.kind])

  const refuse = useCallback(
    async (error: unknown): Promise<boolean> => {
      const status = isApiError(error) ? error.status : 0
      if (status === 401) {
        // The session is short, and the link is still there.
        await reopen().catch(() => undefined)
      }
      if (!isApiError(error) || status < 400 || status >= 500 || [401, 408, 429].includes(status)) {
        setState('waiting')
        timer.current = setTimeout(() => void flushRef.current(), AGAIN)
        return false
      }
      if (status === 412) {
        const { data } = await getContribution({ throwOnError: true })
        const theirs = data.rows.find(({ period_id }) => period_id === now.current.row.period_id)
        if (theirs) onRow(theirs)
        setState('conflict')
        return false
      }
      const [first] = error.problem.fields
      const field = first?.loc.slice(1).join('.')
      setRefusal({ code: first?.code ?? error.problem.code, message: error.problem.detail, field })
      setState('refused')
      return false
    },
    [reopen, onRow],
  )

  const send = useCallback(async (): Promise<boolean> => {
    const { row: asked, draft: typed } = now.current
    if (!says(typed)) {
      setState('idle')
      return true
    }
    if (mistakes(typed, reader, asked.kind).size > 0) {
      setState('refused')
      return false
    }
    now.current.dirty = false
    setState('saving')
    const { reason: _, ...body } = rowOf(typed, asked.kind, reader)
    try {
      const { data } = await saveAnswer({
        path: { period_id: asked.period_id },
        headers: { 'if-match': `"${asked.version}"` },
        body,
        throwOnError: true,
      })
      now.current.row = data
      onRow(data)
      setRefusal(undefined)
      if (now.current.dirty) return send()
      keep(undefined)
      setState('saved')
      return true
    } catch (error) {
      now.current.dirty = true
      return refuse(error).catch(() => {
        setState('waiting')
        return false
      })
    }
  }, [reader, keep, onRow, refuse])

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current)
    if (sending.current) await sending.current
    if (!now.current.dirty) return true
    sending.current = send().finally(() => {
      sending.current = undefined
    })
    return sending.current
  }, [send])
  const flushRef = useRef(flush)
  flushRef.current = flush

  useEffect(() => {
    const heard = () => void flushRef.current()
    if (now.current.dirty) heard()
    globalThis.addEventListener('online', heard)
    return () => {
      globalThis.removeEventListener('online', heard)
      clearTimeout(timer.current)
    }
  }, [])

  const change = useCallback(
    (some: Change) => {
      const old = now.current.draft
      const next = { ...old, ...(typeof some === 'function' ? some(old) : some) }
      now.current = { ...now.current, draft: next, dirty: true }
      setDraft(next)
      keep(next)
      setState('typing')
      setRefusal(undefined)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flushRef.current(), PAUSE)
    },
    [keep],
  )

  const settle = async (mine: boolean) => {
    if (mine) {
      await flush()
      return
    }
    const theirs = draftOf(reader, row.kind, row.answer ?? undefined)
    now.current = { ...now.current, draft: theirs, dirty: false }
    setDraft(theirs)
    keep(undefined)
    setState('saved')
  }
  return { row, draft, state, refusal, wrong, change, flush, settle }
}
