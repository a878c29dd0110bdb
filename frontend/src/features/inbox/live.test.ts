import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as indicators from '../../api/indicators/@tanstack/react-query.gen'
import * as notifications from '../../api/notifications/@tanstack/react-query.gen'
import * as registry from '../../api/registry/@tanstack/react-query.gen'
import { byDay, dayAfter, daysBefore, daysToMonday, localDay } from './days'
import { listen } from './live'
import { queriesAbout } from './refresh'

/** A stream that the test opens, feeds and breaks. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readyState = 0
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null
  constructor(readonly url: string) {
    super()
    FakeSource.made.push(this)
  }
  open() {
    this.readyState = 1
    this.onopen?.()
  }
  say(data: unknown) {
    this.dispatchEvent(new MessageEvent('notification', { data: JSON.stringify(data) }))
  }
  refuse() {
    this.readyState = 2
    this.onerror?.()
  }
  close() {
    this.readyState = 2
  }
}

let visible: DocumentVisibilityState = 'visible'
const look = (state: DocumentVisibilityState) => {
  visible = state
  document.dispatchEvent(new Event('visibilitychange'))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible)
  visible = 'visible'
  FakeSource.made = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function listening() {
  const changed = vi.fn()
  const open = vi.fn()
  const stop = listen({ changed, open })
  return { changed, open, stop, source: () => FakeSource.made.at(-1) as FakeSource }
}

it('gathers a burst into one refresh', () => {
  const { changed, source, stop } = listening()
  source().open()
  for (const object_type of ['project', 'organisation', 'project']) source().say({ object_type })
  source().dispatchEvent(new MessageEvent('notification', { data: 'not json' }))
  vi.advanceTimersByTime(300)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(changed).toHaveBeenCalledWith(new Set(['project', 'organisation']))
  stop()
})

it('tries again, later each time, when it is refused', () => {
  const { open, source, stop } = listening()
  source().refuse()
  expect(open).toHaveBeenLastCalledWith(false)
  vi.advanceTimersByTime(2_000)
  expect(FakeSource.made).toHaveLength(2)
  source().refuse()
  vi.advanceTimersByTime(2_000)
  expect(FakeSource.made).toHaveLength(2)
  vi.advanceTimersByTime(2_000)
  expect(FakeSource.made).toHaveLength(3)
  source().open()
  expect(open).toHaveBeenLastCalledWith(true)
  stop()
})

it('gives its connection back while nobody looks, and asks for what it missed', () => {
  const { changed, source, stop } = listening()
  source().open()
  look('hidden')
  vi.advanceTimersByTime(10_000)
  look('visible')
  expect(FakeSource.made).toHaveLength(1)
  look('hidden')
  vi.advanceTimersByTime(20_000)
  expect(source().readyState).toBe(FakeSource.CLOSED)
  look('visible')
  expect(FakeSource.made).toHaveLength(2)
  source().open()
  vi.advanceTimersByTime(300)
  expect(changed).toHaveBeenCalledWith(new Set())
  stop()
})

it('ends when it is told to', () => {
  const { source, stop } = listening()
  source().open()
  stop()
  expect(source().readyState).toBe(FakeSource.CLOSED)
  look('visible')
  expect(FakeSource.made).toHaveLength(1)
})

it('refreshes queries that exist', () => {
  const known = new Set(
    [registry, indicators, notifications].flatMap((module) =>
      Object.keys(module).map((name) => name.replace(/QueryKey$/, '')),
    ),
  )
  const unknown = Object.values(queriesAbout)
    .flat()
    .filter((operation) => !known.has(operation))
  expect([...new Set(unknown)]).toEqual([])
})

it('counts days as people do', () => {
  const now = new Date(2026, 10, 22, 0, 30)
  const day = (date: Date) => byDay([{ newest: { occurred_at: date.toISOString() } } as never])[0]?.day ?? ''
  expect(daysBefore(day(new Date(2026, 10, 22, 0, 1)), now)).toBe(0)
  expect(daysBefore(day(new Date(2026, 10, 21, 23, 59)), now)).toBe(1)
  expect(daysBefore(day(new Date(2026, 2, 29)), new Date(2026, 2, 30))).toBe(1)
})

it('puts off until the start of a day, of the week that comes', () => {
  const sunday = new Date(2026, 2, 29, 23, 30)
  expect(localDay(dayAfter(sunday, 1))).toBe('2026-03-30')
  expect([sunday, dayAfter(sunday, 1), dayAfter(sunday, 2)].map(daysToMonday)).toEqual([1, 7, 6])
})
