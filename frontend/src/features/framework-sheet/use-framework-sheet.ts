import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { markFrameworkSheet, saveFrameworkSheet, tryFrameworkSheet } from '../../api/indicators/sdk.gen'
import type { FrameworkSheetOut, FrameworkSheetRow } from '../../api/indicators/types.gen'
import { keepFile, marked } from '../../lib/keep-file'
import { refreshResults } from '../../lib/results'
import type { Filled } from '../../ui/sheet-upload'

/** A filled file on its way: looked at first, then stored as often as it takes; it may be sent again. */
export function useFrameworkSheet(ownerId: string) {
  const cache = useQueryClient()
  const [stored, setStored] = useState<FrameworkSheetOut>()
  const [count, setCount] = useState(0)
  const path = { owner_id: ownerId }
  const look = useMutation({
    mutationFn: async (body: Filled) => (await tryFrameworkSheet({ path, body, throwOnError: true })).data,
    onMutate: () => setStored(undefined),
  })
  const store = useMutation({
    mutationFn: async (body: Filled) => {
      let whole: FrameworkSheetOut | undefined
      do {
        const { data } = await saveFrameworkSheet({ path, body, throwOnError: true })
        whole = whole ? together(whole, data) : data
        setCount(whole.counts.new + whole.counts.changed)
      } while (whole.counts.waiting > 0)
      return whole
    },
    onMutate: () => setCount(0),
    onSuccess: setStored,
    onSettled: () => refreshResults(cache, ownerId),
  })
  const copy = useMutation({
    mutationFn: async (body: Filled) => {
      const { data } = await markFrameworkSheet({ path, body, parseAs: 'blob', throwOnError: true })
      keepFile(data as Blob, marked(body.file.name))
    },
  })
  return { look, store, copy, count, stored, forget: () => setStored(undefined) }
}

const isDone = ({ outcome }: FrameworkSheetRow) => outcome === 'new' || outcome === 'changed'

/** What was stored a moment ago is unchanged the next time; a person asked about the whole file. */
function together(before: FrameworkSheetOut, next: FrameworkSheetOut): FrameworkSheetOut {
  const done = new Map(before.rows.filter(isDone).map((row) => [row.cell, row]))
  const counts = {
    ...next.counts,
    new: before.counts.new + next.counts.new,
    changed: before.counts.changed + next.counts.changed,
    unchanged: next.counts.unchanged - before.counts.new - before.counts.changed,
  }
  return { ...next, counts, rows: next.rows.map((row) => done.get(row.cell) ?? row) }
}
