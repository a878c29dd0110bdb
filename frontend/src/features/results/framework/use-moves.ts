import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeResult } from '../../../api/indicators/sdk.gen'
import type { ResultOut, ResultUpdate } from '../../../api/indicators/types.gen'
import { refreshResults } from '../../../lib/results'
import { usePickText } from '../../../ui/localised-view'
import { showError } from '../../../ui/toast'
import { kinds } from '../kinds'

export interface Moves {
  table: RefObject<HTMLTableElement | null>
  /** The last move in words, for who does not see it. */
  said: string
  /** The one row that Tab leads to. */
  current: string | undefined
  focus: (resultId: string) => void
  move: (result: ResultOut, by: -1 | 1) => void
  level: (result: ResultOut, by: -1 | 1) => void
  onKeyDown: (event: KeyboardEvent, result: ResultOut) => void
}

const rowId = (resultId: string) => `result-${resultId}`

/** Moves results by key or button, and keeps the focus on what was moved. */
export function useMoves(ownerId: string, live: ResultOut[]): Moves {
  const { t } = useTranslation('framework')
  const { t: tr } = useTranslation('results')
  const pick = usePickText()
  const cache = useQueryClient()
  const table = useRef<HTMLTableElement>(null)
  const [current, setCurrent] = useState<string>()
  const [said, setSaid] = useState('')
  const waiting = useRef<string>(undefined)
  const focus = useCallback((id: string) => {
    setCurrent(id)
    waiting.current = id
    document.getElementById(rowId(id))?.focus()
  }, [])
  // A row that was moved is taken out of the page for a moment, and loses the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new order, whatever it is
  useEffect(() => {
    const row = waiting.current && document.getElementById(rowId(waiting.current))
    if (row && !row.contains(document.activeElement)) row.focus()
  }, [live])
  const change = useMutation({
    mutationFn: ({ result, body }: { result: ResultOut; body: ResultUpdate }) =>
      changeResult({
        path: { result_id: result.id },
        body,
        headers: { 'if-match': `"${result.version}"` },
        throwOnError: true,
      }),
    onError: showError,
    onSettled: () => refreshResults(cache, ownerId),
  })
  const send = (result: ResultOut, body: ResultUpdate, words: string) => {
    if (change.isPending) return
    focus(result.id)
    change.mutate({ result, body }, { onSuccess: () => setSaid(words) })
  }
  const name = (result: ResultOut) => pick(result.title, result.original_language)
  const move = (result: ResultOut, by: -1 | 1) => {
    const beside = live.filter(({ kind }) => kind === result.kind)
    const place = beside.findIndex(({ id }) => id === result.id) + 1 + by
    if (place < 1 || place > beside.length) return
    const level = tr(`kinds.${result.kind}.many`)
    send(
      result,
      { position: place },
      t('structure.moved', { name: name(result), place, count: beside.length, level }),
    )
  }
  const level = (result: ResultOut, by: -1 | 1) => {
    const kind = kinds[kinds.indexOf(result.kind) + by]
    if (!kind || result.origin_mode === 'inherited') return
    // What only activities have is left behind with that level.
    const plain =
      result.kind === 'activity' ? { builds: null, inside_municipal_tasks: null, municipal_task: null } : {}
    const words = t('structure.level_changed', { name: name(result), level: tr(`kinds.${kind}.many`) })
    send(result, { kind, ...plain }, words)
  }
  const onKeyDown = (event: KeyboardEvent, result: ResultOut) => {
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key] as -1 | 1 | undefined
    if (!step || event.target !== event.currentTarget) return
    const upright = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (event.altKey) {
      event.preventDefault()
      upright ? move(result, step) : level(result, step)
    } else if (upright) {
      event.preventDefault()
      const next = live[live.findIndex(({ id }) => id === result.id) + step]
      if (next) focus(next.id)
    }
  }
  return { table, said, current: current ?? live[0]?.id, focus, move, level, onKeyDown }
}
