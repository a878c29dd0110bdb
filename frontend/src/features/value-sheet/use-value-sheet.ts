import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { markValueSheet, saveValueSheet, tryValueSheet } from '../../api/indicators/sdk.gen'
import type { SheetCounts, ValueSheetOut } from '../../api/indicators/types.gen'
import { keepFile, marked } from '../../lib/keep-file'
import { refreshResults } from '../../lib/results'
import type { Filled } from '../../ui/sheet-upload'

const outcomes = ['saved', 'unchanged', 'stale', 'refused'] as const

/** A filled file on its way: looked at first, then stored part by part, each of which may be sent again. */
export function useValueSheet(ownerId: string) {
  const cache = useQueryClient()
  const [stored, setStored] = useState<ValueSheetOut>()
  const [part, setPart] = useState(0)
  const path = { project_id: ownerId }
  const look = useMutation({
    mutationFn: async (body: Filled) => (await tryValueSheet({ path, body, throwOnError: true })).data,
    onMutate: () => setStored(undefined),
  })
  const store = useMutation({
    mutationFn: async (body: Filled) => {
      let whole: ValueSheetOut | undefined
      for (let batch = 0; !whole || batch < whole.batches; batch += 1) {
        setPart(batch + 1)
        const { data } = await saveValueSheet({ path, body: { ...body, batch }, throwOnError: true })
        whole = whole ? together(whole, data) : data
      }
      return whole
    },
    onSuccess: setStored,
    onSettled: () => refreshResults(cache, ownerId),
  })
  const copy = useMutation({
    mutationFn: async (body: Filled) => {
      const { data } = await markValueSheet({ path, body, parseAs: 'blob', throwOnError: true })
      keepFile(data as Blob, marked(body.file.name))
    },
  })
  return { look, store, copy, part, stored, forget: () => setStored(undefined) }
}

/** The service tells of each part; a person asked about the file. */
function together(one: ValueSheetOut, other: ValueSheetOut): ValueSheetOut {
  const counts = Object.fromEntries(
    outcomes.map((name) => [
      name,
      {
        values: one.counts[name].values + other.counts[name].values,
        cells: one.counts[name].cells + other.counts[name].cells,
      },
    ]),
  ) as unknown as SheetCounts
  return {
    ...other,
    counts,
    filled: one.filled + other.filled,
    emptied: one.emptied + other.emptied,
    values: [...one.values, ...other.values],
    left_out: one.left_out + other.left_out,
  }
}
