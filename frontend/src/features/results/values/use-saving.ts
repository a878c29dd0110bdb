import { useEffect, useState, useSyncExternalStore } from 'react'
import { useSessionEnded } from '../../../lib/session-end'
import { ANY, type GridModel } from './grid-model'
import type { Reader } from './said'
import { MOST_ROWS, sendAll } from './sending'

/** Typing settles before anything is sent. */
const SETTLES = 400
const LONGEST_WAIT = 30_000

function onlineNow(tell: () => void) {
  globalThis.addEventListener('online', tell)
  globalThis.addEventListener('offline', tell)
  return () => {
    globalThis.removeEventListener('online', tell)
    globalThis.removeEventListener('offline', tell)
  }
}

export const useOnline = (): boolean => useSyncExternalStore(onlineNow, () => navigator.onLine)

/** Stores what waits, all of it in one request; when nobody answers, again after a while, and at once when one is back online. */
export function useSaving(model: GridModel, reader: Reader, ownerId: string): { unheard: boolean } {
  const [unheard, setUnheard] = useState(false)
  const online = useOnline()
  const ended = useSessionEnded()
  const ready = online && !ended
  useEffect(() => {
    if (!ready) return
    const sender = new Sender(model, reader, ownerId, setUnheard)
    return () => sender.stop()
  }, [model, reader, ownerId, ready])
  return { unheard }
}

class Sender {
  private timer: ReturnType<typeof setTimeout> | undefined
  private underWay = false
  private failures = 0
  private stopped = false
  private readonly leave: () => void

  constructor(
    private readonly model: GridModel,
    private readonly reader: Reader,
    private readonly ownerId: string,
    private readonly tell: (unheard: boolean) => void,
  ) {
    this.leave = model.subscribe(ANY, () => this.soon())
    this.soon()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
    this.leave()
  }

  private soon(): void {
    // What was typed meanwhile follows when there is an answer.
    if (this.stopped || this.underWay || this.model.counts().waiting === 0) return
    if (this.failures > 0 && this.timer !== undefined) return
    clearTimeout(this.timer)
    const wait = this.failures === 0 ? SETTLES : Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures)
    this.timer = setTimeout(() => this.go(), wait)
  }

  private go(): void {
    this.timer = undefined
    if (this.underWay) return
    const sendings = this.model.take(MOST_ROWS)
    if (sendings.length === 0) return
    this.underWay = true
    void sendAll(this.ownerId, sendings).then((outcomes) => {
      this.underWay = false
      const settled = [...outcomes].map(
        ([id, tell]) => [id, tell(this.reader, this.model.get(id).kind)] as const,
      )
      const unheard = settled.some(([, { kind }]) => kind === 'unheard')
      this.failures = unheard ? this.failures + 1 : 0
      this.tell(unheard)
      this.model.together(() => {
        for (const [id, outcome] of settled) this.model.settle(id, outcome)
      })
      this.soon()
    })
  }
}
