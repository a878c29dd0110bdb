/** The stream of new notifications: open while the page is looked at, and opened again when it breaks. */

export interface LiveListener {
  /** Kinds of things that changed, gathered over a moment so that a burst is one refresh. */
  changed: (kinds: ReadonlySet<string>) => void
  /** Whether the stream is open; while it is not, somebody must ask now and then. */
  open: (isOpen: boolean) => void
}

const address = '/api/notifications/v1/inbox/stream'
const gatherFor = 250
/** Hidden tabs give their connection back: a browser has only six for one address. */
const hiddenFor = 15_000
const longestPause = 60_000

export function listen(listener: LiveListener): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let gathering: ReturnType<typeof setTimeout> | undefined
  let pause = 2_000
  // Also what came between the page's own reading and the first stream.
  let missed = true
  const kinds = new Set<string>()

  const tell = () => {
    gathering = undefined
    listener.changed(new Set(kinds))
    kinds.clear()
  }
  const close = () => {
    source?.close()
    source = undefined
    missed = true
    listener.open(false)
  }
  const open = () => {
    if (source) return
    source = new EventSource(address)
    source.onopen = () => {
      pause = 2_000
      listener.open(true)
      // What came before a stream of our own making is not sent again.
      if (missed) gathering ??= setTimeout(tell, gatherFor)
      missed = false
    }
    source.addEventListener('notification', (event: MessageEvent<string>) => {
      const kind = kindOf(event.data)
      if (kind) kinds.add(kind)
      gathering ??= setTimeout(tell, gatherFor)
    })
    // Put in order on another page, of this browser or of another one.
    source.addEventListener('changed', () => {
      gathering ??= setTimeout(tell, gatherFor)
    })
    source.onerror = () => {
      listener.open(false)
      // The browser tries again by itself unless the answer was a refusal.
      if (source?.readyState !== EventSource.CLOSED) return
      close()
      // Somebody must learn why: whoever asks now is told that the session has ended.
      gathering ??= setTimeout(tell, gatherFor)
      later(pause)
      pause = Math.min(pause * 2, longestPause)
    }
  }
  const later = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(open, wait)
  }
  const looked = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'visible') open()
    else timer = setTimeout(close, hiddenFor)
  }

  document.addEventListener('visibilitychange', looked)
  looked()
  return () => {
    document.removeEventListener('visibilitychange', looked)
    clearTimeout(timer)
    clearTimeout(gathering)
    source?.close()
  }
}

function kindOf(data: string): string | undefined {
  try {
    const told: unknown = JSON.parse(data)
    if (told === null || typeof told !== 'object' || !('object_type' in told)) return undefined
    return typeof told.object_type === 'string' ? told.object_type : undefined
  } catch {
    return undefined
  }
}
