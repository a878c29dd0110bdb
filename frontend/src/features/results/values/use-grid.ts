import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { type GridKey, gridKey } from './grid-keys'
import { type GridModel, pasted } from './grid-model'
import { beside, edge, idAt, type Layout, type Place, placeOf, placesOf, spread } from './layout'
import type { Step } from './take-steps'

export interface GridPosition {
  /** The cell that has, or last had, the focus. */
  at: string | undefined
  /** What typing began with, while one types. */
  editing: string | undefined
  /** Counts up when the focus has to follow. */
  wanted: number
}

export interface GridActions {
  key: (event: KeyboardEvent) => void
  focused: (id: string | undefined) => void
  left: (event: FocusEvent<HTMLElement>) => void
  edit: (id: string | undefined) => void
  paste: (event: ClipboardEvent) => void
  copy: (event: ClipboardEvent) => void
  goTo: (id: string | undefined) => void
  /** The cell that has, or last had, the focus: asked for when something is pressed. */
  whereNow: () => string | undefined
}

export interface GridCalls {
  /** Whether one may record values here. */
  mayRecord: boolean
  /** The details say why nothing more is said there. */
  isLocked: (id: string) => boolean
  onStep: (id: string, step: Step) => void
  /** What asks for the next decision of who looks, where nothing needs a correction. */
  nextWaiting: (order: readonly string[], at: string | undefined) => string | undefined
  onDetails: () => void
  /** So many pasted values found no cell. */
  onOutside: (count: number) => void
  /** So many pasted values are made of groups, which a cell would lose. */
  onGrouped: (count: number) => void
}

/** Where one is in the grid, and what keys, pointer and clipboard do there. */
export function useGrid(model: GridModel, layout: Layout, calls: GridCalls) {
  const first = placesOf(layout)[0]
  const [position, setPosition] = useState<GridPosition>({ at: undefined, editing: undefined, wanted: 0 })
  // What was filtered away, or archived meanwhile, cannot be where one is.
  const known = position.at !== undefined && placeOf(layout, position.at) !== undefined
  const at = known ? position.at : first && idAt(layout, first)
  const place: Place = (at && placeOf(layout, at)) || { row: 0, column: 0 }

  // For what stands beside the grid: steady, so that it is not drawn anew at each key.
  const here = useRef(at)
  useLayoutEffect(() => {
    here.current = at
  }, [at])
  const whereNow = useCallback(() => here.current, [])
  const goTo = useCallback((id: string | undefined) => {
    if (id) setPosition(({ wanted }) => ({ at: id, editing: undefined, wanted: wanted + 1 }))
  }, [])
  const goBeside = (down: number, right: number) => goTo(idAt(layout, beside(layout, place, down, right)))
  const edit = (id: string | undefined, text?: string) => {
    if (!id || !calls.mayRecord) return
    if (needsRoom(layout, id) || calls.isLocked(id)) return calls.onDetails()
    setPosition(({ wanted }) => ({ at: id, editing: text ?? model.get(id).typed, wanted: wanted + 1 }))
  }
  const commit = (input: HTMLInputElement) => at && model.change([{ id: at, text: input.value }])

  const run = (key: GridKey) => {
    switch (key.kind) {
      case 'move':
        return goBeside(key.down, key.right)
      case 'edge':
        return goTo(idAt(layout, edge(layout, place, key.side, key.whole)))
      case 'edit':
        return edit(at, key.text)
      case 'empty':
        // What is stored is never emptied; what was only typed goes back to what is stored.
        return at && calls.mayRecord && model.change([{ id: at, text: model.get(at).text }])
      case 'undo':
        return goTo(model.undo())
      case 'redo':
        return goTo(model.redo())
      case 'details':
        return calls.onDetails()
      case 'step':
        return at && calls.onStep(at, key.step)
      case 'trouble':
        return goTo(model.nextTrouble(orderOf(layout), at) ?? calls.nextWaiting(orderOf(layout), at))
    }
  }

  const typing = (event: KeyboardEvent, input: HTMLInputElement) => {
    if (event.key === 'Escape') {
      // Losing the focus would otherwise take what was typed.
      input.value = model.get(at ?? '').typed
      goTo(at)
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      commit(input)
      goTo(at)
      calls.onDetails()
    } else if (event.key === 'Enter') {
      commit(input)
      goBeside(event.shiftKey ? -1 : 1, 0)
    } else if (event.key === 'Tab') {
      commit(input)
      goBeside(0, event.shiftKey ? -1 : 1)
    } else return
    event.preventDefault()
  }

  const actions: GridActions = {
    key: (event) => {
      const { target } = event
      if (target instanceof HTMLInputElement) return typing(event, target)
      const key = gridKey(event)
      if (!key) return
      event.preventDefault()
      run(key)
    },
    focused: (id) => {
      if (id && id !== at) setPosition(({ wanted }) => ({ at: id, editing: undefined, wanted }))
    },
    left: (event) => {
      const { target } = event
      if (!(target instanceof HTMLInputElement) || position.editing === undefined) return
      const { cell } = target.dataset
      if (cell) model.change([{ id: cell, text: target.value }])
      setPosition((old) => ({ ...old, editing: undefined }))
    },
    edit: (id) => void edit(id),
    paste: (event) => {
      if (event.target instanceof HTMLInputElement || !calls.mayRecord) return
      event.preventDefault()
      const block = pasted(event.clipboardData.getData('text/plain'))
      const { changes, outside } = spread(layout, place, block)
      const plain = changes.filter(({ id }) => !isGrouped(layout, id))
      model.change(plain)
      if (plain.length < changes.length) calls.onGrouped(changes.length - plain.length)
      if (outside > 0) calls.onOutside(outside)
    },
    copy: (event) => {
      if (event.target instanceof HTMLInputElement || !at) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', model.get(at).typed)
    },
    goTo,
    whereNow,
  }
  return { position: { ...position, at }, actions }
}

const orderOf = (layout: Layout): string[] => placesOf(layout).flatMap((place) => idAt(layout, place) ?? [])

const indicatorOf = (layout: Layout, id: string) => {
  const place = placeOf(layout, id)
  return place && layout.rows[place.row]?.indicator
}
const isGrouped = (layout: Layout, id: string): boolean => (indicatorOf(layout, id)?.axis_ids.length ?? 0) > 0
/** Words, and values that are made of groups, need more room than a cell has. */
const needsRoom = (layout: Layout, id: string): boolean =>
  indicatorOf(layout, id)?.kind === 'text' || isGrouped(layout, id)
