import { ApiError, problemOf } from './problem'

interface FetchConfig {
  baseUrl?: string
  credentials?: RequestCredentials
  fetch?: typeof fetch
}

/** Every client speaks to its service through here: same origin, session cookie, and one kind of error. */
export function createClientConfig<Config extends object>(config?: Config): Config & FetchConfig {
  const given = (config ?? {}) as Config & FetchConfig
  return {
    ...given,
    baseUrl: new URL(given.baseUrl ?? '/', globalThis.location.origin).href,
    credentials: 'same-origin',
    fetch: send,
  }
}

type Proof = () => Promise<boolean>

let proof: Proof = async () => false

/** Who asks the person for a fresh proof when a service wants one. */
export const onStepUp = (ask: Proof): void => {
  proof = ask
}

// Whatever writes may give the session another cookie: signing in, showing who one is, changing a factor.
const writing = new Set<Promise<unknown>>()
let written = 0

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  // A body can be read once, and the request may have to be sent again.
  const again = input instanceof Request ? input.clone() : input
  const before = written
  try {
    return await noted(again, sendOnce(input, init))
  } catch (refusal) {
    if (!(refusal instanceof ApiError) || !(await mayGoOn(refusal.code, before))) throw refusal
    return noted(again, sendOnce(again, init))
  }
}

/** Whether what was refused is to be sent once more, now that the reason may be gone. */
async function mayGoOn(code: string, before: number): Promise<boolean> {
  if (code === 'step_up_required') return proof()
  if (code !== 'not_authenticated') return false
  // It left with a cookie that another request has meanwhile replaced: nobody is signed out.
  const others = [...writing]
  await Promise.allSettled(others)
  return others.length > 0 || written > before
}

function noted(input: RequestInfo | URL, answer: Promise<Response>): Promise<Response> {
  const method = input instanceof Request ? input.method : 'GET'
  if (method === 'GET') return answer
  const done = answer.finally(() => {
    writing.delete(done)
    written += 1
  })
  writing.add(done)
  return done
}

async function sendOnce(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  let response: Response
  try {
    // Looked up on every call, or a test could not replace it after this module loads.
    response = await globalThis.fetch(input, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(
      { code: 'unreachable', title: 'Unreachable', status: 0, detail: '', fields: [] },
      { cause },
    )
  }
  if (!response.ok) throw new ApiError(await problemOf(response), { response })
  return response
}
