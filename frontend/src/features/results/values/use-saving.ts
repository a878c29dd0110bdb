import { useEffect, useState, useSyncExternalStore } from 'react'
import { useSessionEnded } from '../../../lib/session-end'
import { ANY, type GridModel } from './grid-model'
import { send } from './sending'

/** Typing settles before anything is sent; so many values are under way side by side. */
const SETTLES = 400
const LANES = 4
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

/** Stores what waits, a few at a time; when nobody answers, again after a while, and at once when one is back online. */
export function useSaving(model: GridModel, language: string): { unheard: boolean } {
  const [unheard, setUnheard] = useState(false)
  const online = useOnline()
  const ended = useSessionEnded()
  const ready = online && !ended
  useEffect(() => {
    if (!ready) return
    const sender = new Sender(model, language, setUnheard)
    return () => sender.stop()
  }, [model, language, ready])
  return { unheard }
}

class Sender {
  private timer: ReturnType<typeof setTimeout> | undefined
  private underWay = 0
  private failures = 0
  private stopped = false
  private readonly leave: () => void

  constructor(
    private readonly model: GridModel,
    private readonly language: string,
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
    if (this.stopped || this.model.counts().waiting === 0) return
    if (this.failures > 0 && this.timer !== undefined) return
    clearTimeout(this.timer)
    const wait = this.failures === 0 ? SETTLES : Math.min(LONGEST_WAIT, 1000 * 2 ** this.failures)
    this.timer = setTimeout(() => this.go(), wait)
  }

  private go(): void {
    this.timer = undefined
    for (const sending of this.model.take(LANES - this.underWay)) {
      this.underWay++
      void send(sending, this.language).then((outcome) => {
        this.underWay--
        this.failures = outcome.kind === 'unheard' ? this.failures + 1 : 0
        this.tell(this.failures > 0)
        this.model.settle(sending.id, outcome)
        if (this.stopped) return
        // The rest of a block follows at once.
        if (this.failures === 0) this.go()
        else this.soon()
      })
    }
  }
}
