export interface ProblemField {
  loc: (string | number)[]
  code: string
  message: string
}

/** What every service answers when it refuses (application/problem+json). */
export interface Problem {
  code: string
  title: string
  status: number
  detail: string
  fields: ProblemField[]
  /** The newest representation, when a change was refused because it was made on an older one. */
  current?: unknown
}

export class ApiError extends Error {
  readonly problem: Problem
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined

  constructor(problem: Problem, from: { response?: Response; cause?: unknown } = {}) {
    super(problem.detail || problem.title, { cause: from.cause })
    this.name = 'ApiError'
    this.problem = problem
    this.requestId = from.response?.headers.get('x-request-id') ?? undefined
    const wait = Number(from.response?.headers.get('retry-after') ?? Number.NaN)
    this.retryAfter = Number.isFinite(wait) ? wait : undefined
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError

export const isSignedOut = (error: unknown): boolean => isApiError(error) && error.status === 401

/** A proxy in front of the services may answer with something that is not a problem. */
export async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = {
    code: response.status >= 502 && response.status <= 504 ? 'unavailable' : `http_${response.status}`,
    title: response.statusText,
    status: response.status,
    detail: '',
    fields: [],
  }
  if (!response.headers.get('content-type')?.includes('json')) return fallback
  const body: unknown = await response.json().catch(() => null)
  return body !== null && typeof body === 'object' ? { ...fallback, ...body } : fallback
}
