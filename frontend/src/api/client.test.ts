import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { server } from '../testing/server'
import { ApiError } from './problem'
import { getSession, stepUp } from './registry/sdk.gen'

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

const signedOut = () =>
  HttpResponse.json(
    { code: 'not_authenticated', title: 'No', status: 401, detail: 'Sign in.', fields: [] },
    { status: 401, headers: { 'content-type': 'application/problem+json' } },
  )

it('asks again with the new cookie when another request has replaced the old one meanwhile', async () => {
  let cookie = 'old'
  const asked: string[] = []
  let renewed = () => {}
  const renewal = new Promise<void>((resolve) => {
    renewed = resolve
  })
  server.use(
    http.get(session, () => {
      asked.push(cookie)
      if (cookie === 'new') return HttpResponse.json({ roles: ['adviser'] })
      renewed()
      return signedOut()
    }),
    http.post('http://localhost:3000/api/registry/v1/account/proof', async () => {
      await renewal
      cookie = 'new'
      return new HttpResponse(null, { status: 204 })
    }),
  )

  const [answer] = await Promise.all([getSession(), stepUp({ body: { password: 'secret' } })])

  expect(answer.data?.roles).toEqual(['adviser'])
  expect(asked).toEqual(['old', 'new'])
})

it('asks once alone when nothing has replaced the cookie', async () => {
  let asked = 0
  server.use(
    http.get(session, () => {
      asked += 1
      return signedOut()
    }),
  )

  expect((await getSession()).error).toMatchObject({ status: 401 })
  expect(asked).toBe(1)
})
