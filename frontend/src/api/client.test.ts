import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { server } from '../testing/server'
import { ApiError } from './problem'
import { getSession } from './registry/sdk.gen'

const session = 'http://localhost:3000/api/registry/v1/session'

it('asks the service at its own path', async () => {
  server.use(http.get(session, () => HttpResponse.json({ roles: ['adviser'] })))

  expect((await getSession()).data?.roles).toEqual(['adviser'])
})

it('turns a problem into a typed error with the request to quote', async () => {
  server.use(
    http.get(session, () =>
      HttpResponse.json(
        { code: 'not_authenticated', title: 'No', status: 401, detail: 'Sign in.', fields: [] },
        { status: 401, headers: { 'content-type': 'application/problem+json', 'x-request-id': 'r-1' } },
      ),
    ),
  )

  const error = await getSession({ throwOnError: true }).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ status: 401, code: 'not_authenticated', requestId: 'r-1' })
})

it('understands an answer that no service wrote', async () => {
  server.use(
    http.get(session, () => new HttpResponse('<html>', { status: 503, headers: { 'retry-after': '7' } })),
  )

  expect((await getSession()).error).toMatchObject({ status: 503, code: 'unavailable', retryAfter: 7 })
})

it('says so when nothing answers', async () => {
  server.use(http.get(session, () => HttpResponse.error()))

  expect((await getSession()).error).toMatchObject({ status: 0, code: 'unreachable' })
})
