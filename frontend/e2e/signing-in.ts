import { renameSync, statSync } from 'node:fs'
import { request } from '@playwright/test'
import { type Person, signedInAs } from './people'

/** Dangerous actions take a proof of the last ten minutes, and one journey may take its time. */
const FRESH = 5 * 60_000

/** Signs somebody in and keeps that for the journeys; put in place whole, for others may read it meanwhile. */
export async function signIn(person: Person, baseURL: string, email: string, secret: string): Promise<void> {
  const browser = await request.newContext({
    baseURL,
    ignoreHTTPSErrors: true,
    extraHTTPHeaders: { origin: baseURL },
  })
  const answer = await browser.post('/api/registry/v1/session', { data: { email, password: secret } })
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${answer.status()} ${await answer.text()}`)
  const own = `${signedInAs(person)}.${process.pid}`
  await browser.storageState({ path: own })
  renameSync(own, signedInAs(person))
  await browser.dispose()
}

/** The administrator, who signs in anew before the sign-in gets too old for what a journey does. */
export async function administrator(): Promise<string> {
  const state = signedInAs('administrator')
  if (Date.now() - statSync(state).mtimeMs > FRESH) {
    const { E2E_BASE_URL: url = '', ...env } = process.env
    const email = env.E2E_ADMINISTRATOR_EMAIL ?? env.E2E_EMAIL ?? ''
    const secret = env.E2E_ADMINISTRATOR_PASSWORD ?? env.E2E_PASSWORD ?? ''
    await signIn('administrator', url, email, secret)
  }
  return state
}
