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

async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  // A body can be read once, and the request may have to be sent again.
  const again = input instanceof Request ? input.clone() : input
  try {
    return await sendOnce(input, init)
  } catch (refusal) {
    const wanted = refusal instanceof ApiError && refusal.code === 'step_up_required'
    if (!wanted || !(await proof())) throw refusal
    return sendOnce(again, init)
  }
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
