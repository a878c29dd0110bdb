import type { PeriodOut } from '../../../api/indicators/types.gen'
import { type Kind, Reader, type Said } from './said'

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
  /** What is there was accepted: it is followed by another only with a reason. */
  | 'unexplained'

export interface Stored {
  /** As people type it; empty where there is no value. */
  text: string
  version: number
  kind: Kind
  /** As the service told it last: newer than what a page was drawn from. */
  period?: PeriodOut | undefined
}

export const CELL_STATES: readonly CellState[] = [
  ...(['stored', 'waiting', 'saving', 'saved', 'invalid', 'refused', 'conflict', 'unexplained'] as const),
]

/** How far what is stored has come. */
export type Status = NonNullable<PeriodOut['current']>['status']
export const statusOf = ({ period }: Stored): Status | undefined => period?.current?.status

/** What somebody else recorded meanwhile, with who it was and when. */
export interface Newer extends Stored {
  period: PeriodOut
}

export interface Cell extends Stored {
  typed: string
  state: CellState
  /** Why it changes although it was accepted. */
  reason?: string | undefined
  /** Why it is refused or invalid: a code of the service or of the grid. */
  problem?: string | undefined
  message?: string | undefined
  /** How the cell is by now, when somebody else was faster. */
  theirs?: Newer | undefined
}

export interface Sending {
  id: string
  said: Said
  version: number
  reason?: string | undefined
}

export type Outcome =
  | { kind: 'saved'; stored: Stored }
  | { kind: 'refused'; problem: string; message?: string; period?: PeriodOut | undefined }
  | { kind: 'conflict'; theirs: Newer }
  /** No answer: to be tried again. */
  | { kind: 'unheard' }

interface Edit {
  id: string
  from: string
  to: string
}

const SETTLED: readonly CellState[] = ['stored', 'saved']
const TROUBLE: readonly CellState[] = ['invalid', 'refused', 'conflict', 'unexplained']
const EMPTY: Cell = { text: '', version: 0, kind: 'number', typed: '', state: 'stored' }

export const isSettled = ({ state }: Cell): boolean => SETTLED.includes(state)

export class GridModel {
  private cells = new Map<string, Cell>()
  private sent = new Map<string, string>()
  private undoing: Edit[][] = []
  private redoing: Edit[][] = []
  private listeners = new Map<string, Set<() => void>>()
  private totals: Record<CellState, number> | undefined
  private holding = 0
  private held = false

  constructor(readonly reader: Reader = new Reader('en')) {}

  get(id: string): Cell {
    return this.cells.get(id) ?? EMPTY
  }

  /** What the service knows of a cell. What somebody typed there and is not stored yet stays. */
  load(id: string, stored: Stored): void {
    const cell = this.cells.get(id)
    if (cell && !isSettled(cell)) return
    if (cell && cell.version > stored.version) return
    // Its way goes on without another version.
    if (cell?.version === stored.version && statusOf(cell) === statusOf(stored)) return
    this.put(id, { ...stored, typed: stored.text, state: 'stored' })
  }

  /** What was stored has come further. */
  moved(id: string, entry: string, status: Status): void {
    const { period, ...cell } = this.get(id)
    // That of a place is in no cell.
    if (period?.current?.id !== entry) return
    this.put(id, { ...cell, period: { ...period, current: { ...period.current, status } } })
  }

  /** Many changes, told as one to who looks at all. */
  together(work: () => void): void {
    this.holding++
    try {
      work()
    } finally {
      this.holding--
      if (this.holding === 0 && this.held) this.tellAll()
    }
  }

  /** One thing that a person did: a value typed, or a block pasted. It is taken back as one. */
  change(wanted: readonly { id: string; text: string }[]): void {
    const edits = wanted
      .map(({ id, text }) => ({ id, from: this.get(id).typed, to: text.trim() }))
      .filter(({ from, to }) => from !== to)
    if (edits.length === 0) return
    this.undoing.push(edits)
    this.redoing = []
    this.together(() => {
      for (const { id, to } of edits) this.apply(id, to)
    })
  }

  /** Why accepted values change: from now on they wait like others. */
  explain(ids: readonly string[], reason: string): void {
    this.together(() => {
      for (const id of ids) {
        const cell = { ...this.get(id), reason }
        if (cell.state === 'unexplained') this.put(id, { ...cell, state: this.judged(cell, cell.typed) })
      }
    })
  }

  unexplained(): string[] {
    return [...this.cells].flatMap(([id, { state }]) => (state === 'unexplained' ? [id] : []))
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
      const said = this.reader.read(cell.typed, cell.kind)
      if (said === undefined) continue
      this.sent.set(id, cell.typed)
      const { version, reason } = cell
      taken.push({ id, said, version, ...(reason === undefined ? {} : { reason }) })
    }
    this.together(() => {
      for (const { id } of taken) this.put(id, { ...this.get(id), state: 'saving' })
    })
    return taken
  }

  /** How it went. What was typed while it was under way waits for the next turn. */
  settle(id: string, outcome: Outcome): void {
    const cell = this.get(id)
    const goneOn = this.sent.get(id) !== cell.typed
    this.sent.delete(id)
    if (outcome.kind === 'saved') {
      const { stored } = outcome
      const known = { ...cell, ...stored }
      if (goneOn) this.put(id, { ...known, state: this.judged(known, cell.typed) })
      else this.put(id, { ...stored, typed: stored.text, state: 'saved' })
    } else if (outcome.kind === 'unheard' || goneOn) {
      this.put(id, { ...cell, state: this.judged(cell, cell.typed) })
    } else if (outcome.kind === 'refused') {
      const { problem, message, period = cell.period } = outcome
      // It was accepted meanwhile.
      const state = problem === 'reason_required' ? 'unexplained' : 'refused'
      this.put(id, { ...cell, period, state, problem, message })
    } else {
      this.put(id, { ...cell, state: 'conflict', theirs: outcome.theirs })
    }
  }

  /** After both values were seen: mine goes on top of theirs, or theirs stays. */
  decide(id: string, whose: 'mine' | 'theirs'): void {
    const { theirs, typed, ...cell } = this.get(id)
    if (!theirs) return
    const { text, version, kind, period } = theirs
    const known = { ...cell, text, version, kind, period }
    if (whose === 'theirs') this.put(id, { text, version, kind, period, typed: text, state: 'stored' })
    else this.put(id, { ...known, typed, state: this.judged(known, typed) })
  }

  /** What is typed and not stored, to be kept over a reload. */
  unsettled(): { id: string; typed: string; version: number }[] {
    return [...this.cells]
      .filter(([, cell]) => !isSettled(cell))
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
      const found = Object.fromEntries(CELL_STATES.map((state) => [state, 0])) as Record<CellState, number>
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
    return nextOf(order, id, (one) => TROUBLE.includes(this.get(one).state))
  }

  /** The next cell after `id`, in the given order, that has come so far. */
  nextWith(order: readonly string[], id: string | undefined, status: Status): string | undefined {
    return nextOf(order, id, (one) => statusOf(this.get(one)) === status)
  }

  private step(from: Edit[][], to: Edit[][], side: 'from' | 'to'): string | undefined {
    const edits = from.pop()
    if (!edits) return undefined
    to.push(edits)
    this.together(() => {
      for (const edit of edits) this.apply(edit.id, edit[side])
    })
    return edits[0]?.id
  }

  private apply(id: string, typed: string): void {
    const { problem: _, message: __, ...cell } = this.get(id)
    // While it is under way it stays so: how it went decides together with what was typed since.
    const state = cell.state === 'saving' ? 'saving' : this.judged(cell, typed)
    const problem = state === 'invalid' ? problemOf(cell.kind, typed) : undefined
    this.put(id, { ...cell, typed, state, problem })
  }

  private judged(cell: Stored & { reason?: string | undefined }, typed: string): CellState {
    if (typed === cell.text) return 'stored'
    if (this.reader.read(typed, cell.kind) === undefined) return 'invalid'
    return statusOf(cell) === 'accepted' && !cell.reason ? 'unexplained' : 'waiting'
  }

  private put(id: string, cell: Cell): void {
    this.cells.set(id, cell)
    this.totals = undefined
    for (const told of this.listeners.get(id) ?? []) told()
    if (this.holding > 0) this.held = true
    else this.tellAll()
  }

  private tellAll(): void {
    this.held = false
    for (const told of this.listeners.get(ANY) ?? []) told()
  }
}

/** What is wrong with it in the grid's own words. */
function problemOf(kind: Kind, typed: string): string {
  if (kind === 'formula') return 'worked_out'
  if (typed === '') return 'cannot_empty'
  if (kind === 'yes_no' || kind === 'milestone') return 'not_yes_or_no'
  return kind === 'percentage' || kind === 'ratio' ? 'not_a_share' : 'not_a_number'
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

/** The next cell after `id` that is wanted, in the given order; behind the last comes the first. */
export function nextOf(
  order: readonly string[],
  id: string | undefined,
  isWanted: (one: string) => boolean,
): string | undefined {
  const start = id === undefined ? 0 : order.indexOf(id) + 1
  return [...order.slice(start), ...order.slice(0, start)].find(isWanted)
}
