import type { PeriodOut } from '../../../api/indicators/types.gen'
import { parseDecimal } from '../../../lib/format'

/**
 * What stands in the cells of an entry grid, without any page around it: what was typed, what is stored,
 * what waits to be stored, and how to take it back. One cell is one period of one indicator.
 */
export type CellState =
  | 'stored'
  /** Typed, and on its way to the service. */
  | 'waiting'
  | 'saving'
  | 'saved'
  /** Not a value: shown as it was typed, never sent. */
  | 'invalid'
  /** The service said no; what was typed stays. */
  | 'refused'
  /** Somebody else was faster. */
  | 'conflict'

export interface Stored {
  /** As people type it; empty where there is no value. */
  text: string
  version: number
}

/** What somebody else recorded meanwhile, with who it was and when. */
export interface Newer extends Stored {
  period: PeriodOut
}

export interface Cell extends Stored {
  typed: string
  state: CellState
  /** Why it is refused or invalid: a code of the service or of the grid. */
  problem?: string | undefined
  message?: string | undefined
  /** How the cell is by now, when somebody else was faster. */
  theirs?: Newer | undefined
}

export interface Sending {
  id: string
  /** A decimal with a point, whatever the language it was typed in. */
  value: string
  version: number
}

export type Outcome =
  | { kind: 'saved'; stored: Stored }
  | { kind: 'refused'; problem: string; message?: string }
  | { kind: 'conflict'; theirs: Newer }
  /** No answer: to be tried again. */
  | { kind: 'unheard' }

interface Edit {
  id: string
  from: string
  to: string
}

const UNSETTLED: readonly CellState[] = ['waiting', 'saving', 'invalid', 'refused', 'conflict']
const EMPTY: Cell = { text: '', version: 0, typed: '', state: 'stored' }

export class GridModel {
  private cells = new Map<string, Cell>()
  private sent = new Map<string, string>()
  private undoing: Edit[][] = []
  private redoing: Edit[][] = []
  private listeners = new Map<string, Set<() => void>>()
  private totals: Record<CellState, number> | undefined

  constructor(private readonly language: string) {}

  get(id: string): Cell {
    return this.cells.get(id) ?? EMPTY
  }

  /** What the service knows of a cell. What somebody typed there and is not stored yet stays. */
  load(id: string, stored: Stored): void {
    const cell = this.cells.get(id)
    if (cell && UNSETTLED.includes(cell.state)) return
    if (cell && cell.version >= stored.version) return
    this.put(id, { ...stored, typed: stored.text, state: 'stored' })
  }

  /** One thing that a person did: a value typed, or a block pasted. It is taken back as one. */
  change(wanted: readonly { id: string; text: string }[]): void {
    const edits = wanted
      .map(({ id, text }) => ({ id, from: this.get(id).typed, to: text.trim() }))
      .filter(({ from, to }) => from !== to)
    if (edits.length === 0) return
    this.undoing.push(edits)
    this.redoing = []
    for (const { id, to } of edits) this.apply(id, to)
  }

  /** The first cell that changed, so that one sees it. */
  undo(): string | undefined {
    return this.step(this.undoing, this.redoing, 'from')
  }

  redo(): string | undefined {
    return this.step(this.redoing, this.undoing, 'to')
  }

  get mayUndo(): boolean {
    return this.undoing.length > 0
  }

  get mayRedo(): boolean {
    return this.redoing.length > 0
  }

  /** What waits, in the order in which it was typed; from now on it is being saved. */
  take(most: number): Sending[] {
    const taken: Sending[] = []
    for (const [id, cell] of this.cells) {
      if (cell.state !== 'waiting' || taken.length === most) continue
      const value = parseDecimal(cell.typed, this.language)
      if (value === undefined) continue
      this.sent.set(id, cell.typed)
      taken.push({ id, value, version: cell.version })
    }
    for (const { id } of taken) this.put(id, { ...this.get(id), state: 'saving' })
    return taken
  }

  /** How it went. What was typed while it was under way waits for the next turn. */
  settle(id: string, outcome: Outcome): void {
    const cell = this.get(id)
    const goneOn = this.sent.get(id) !== cell.typed
    this.sent.delete(id)
    if (outcome.kind === 'saved') {
      const { stored } = outcome
      if (goneOn) this.put(id, { ...cell, ...stored, state: this.judged(stored.text, cell.typed) })
      else this.put(id, { ...stored, typed: stored.text, state: 'saved' })
    } else if (outcome.kind === 'unheard' || goneOn) {
      this.put(id, { ...cell, state: this.judged(cell.text, cell.typed) })
    } else if (outcome.kind === 'refused') {
      this.put(id, { ...cell, state: 'refused', problem: outcome.problem, message: outcome.message })
    } else {
      this.put(id, { ...cell, state: 'conflict', theirs: outcome.theirs })
    }
  }

  /** After both values were seen: mine goes on top of theirs, or theirs stays. */
  decide(id: string, whose: 'mine' | 'theirs'): void {
    const { theirs, typed, ...cell } = this.get(id)
    if (!theirs) return
    const { text, version } = theirs
    if (whose === 'theirs') this.put(id, { text, version, typed: text, state: 'stored' })
    else this.put(id, { ...cell, text, version, typed, state: this.judged(text, typed) })
  }

  /** What is typed and not stored, to be kept over a reload. */
  unsettled(): { id: string; typed: string; version: number }[] {
    return [...this.cells]
      .filter(([, { state }]) => UNSETTLED.includes(state))
      .map(([id, { typed, version }]) => ({ id, typed, version }))
  }

  /** Puts back what was typed before a reload, on the version that was seen then. */
  restore(id: string, typed: string, version: number): void {
    const cell = this.cells.get(id)
    // A period that was removed meanwhile has no cell any more.
    if (!cell || typed === cell.typed) return
    this.apply(id, typed)
    this.put(id, { ...this.get(id), version })
  }

  counts(): Record<CellState, number> {
    if (!this.totals) {
      const found = { stored: 0, waiting: 0, saving: 0, saved: 0, invalid: 0, refused: 0, conflict: 0 }
      for (const { state } of this.cells.values()) found[state]++
      this.totals = found
    }
    return this.totals
  }

  /** Calls back when this cell changes; without an id, when any does. */
  subscribe(id: string, told: () => void): () => void {
    const all = this.listeners.get(id) ?? new Set()
    this.listeners.set(id, all.add(told))
    return () => void all.delete(told)
  }

  /** The next cell after `id`, in the given order, that asks for a decision or a correction. */
  nextTrouble(order: readonly string[], id: string | undefined): string | undefined {
    const start = id === undefined ? 0 : order.indexOf(id) + 1
    const turned = [...order.slice(start), ...order.slice(0, start)]
    return turned.find((one) => ['invalid', 'refused', 'conflict'].includes(this.get(one).state))
  }

  private step(from: Edit[][], to: Edit[][], side: 'from' | 'to'): string | undefined {
    const edits = from.pop()
    if (!edits) return undefined
    to.push(edits)
    for (const edit of edits) this.apply(edit.id, edit[side])
    return edits[0]?.id
  }

  private apply(id: string, typed: string): void {
    const { problem: _, message: __, ...cell } = this.get(id)
    // While it is under way it stays so: how it went decides together with what was typed since.
    const state = cell.state === 'saving' ? 'saving' : this.judged(cell.text, typed)
    const reason = state === 'invalid' ? (typed === '' ? 'cannot_empty' : 'not_a_number') : undefined
    this.put(id, { ...cell, typed, state, problem: reason })
  }

  private judged(stored: string, typed: string): CellState {
    if (typed === stored) return 'stored'
    return parseDecimal(typed, this.language) === undefined ? 'invalid' : 'waiting'
  }

  private put(id: string, cell: Cell): void {
    this.cells.set(id, cell)
    this.totals = undefined
    for (const told of this.listeners.get(id) ?? []) told()
    for (const told of this.listeners.get(ANY) ?? []) told()
  }
}

export const ANY = '*'

/** A block as spreadsheets put it on the clipboard: lines of cells between tabs, quoted where they hold either. */
export function pasted(text: string): string[][] {
  const rows: string[][] = [[]]
  const cells = /"((?:[^"]|"")*)"(?=\t|\r?\n|$)|[^\t\r\n]*/y
  let at = 0
  const whole = text.replace(/\r?\n$/, '')
  while (at <= whole.length) {
    cells.lastIndex = at
    const found = cells.exec(whole)
    const raw = found?.[0] ?? ''
    rows.at(-1)?.push(found?.[1] === undefined ? raw : found[1].replaceAll('""', '"'))
    at += raw.length
    if (whole.startsWith('\r\n', at)) at++
    if (whole[at] === '\n' || whole[at] === '\r') rows.push([])
    at++
  }
  return rows
}
