import type { Browser, BrowserContext, Page } from '@playwright/test'
import { expect } from './fixtures'
import { password } from './people'

const registry = '/api/registry/v1'

export const unique = () => Math.random().toString(36).slice(2, 8)

export interface Newcomer {
  id: string
  name: string
  email: string
}

/** Somebody invited to one project who has accepted, without the pages. */
export async function newcomer(page: Page, browser: Browser, name: string): Promise<Newcomer> {
  const email = `${unique()}@e2e.example`
  const origin = { origin: process.env.E2E_BASE_URL ?? '' }
  const projects = await page.request.get(`${registry}/projects?q=mostar&limit=1`)
  const { items } = (await projects.json()) as { items: { id: string }[] }
  const roles = [{ role: 'coordinator', scope_type: 'project', scope_id: items[0]?.id }]
  const invited = await page.request.post(`${registry}/invitations`, {
    data: { email, language: 'en', roles },
    headers: origin,
  })
  expect(invited.status(), await invited.text()).toBe(201)
  const token = ((await invited.json()) as { link: string }).link.split('#')[1]
  const guest = await elsewhere(browser)
  const accepted = await guest.request.post(`${registry}/invitations/accept`, {
    data: { token, newcomer: { display_name: name, password, locale: 'en' } },
    headers: origin,
  })
  expect(accepted.ok(), await accepted.text()).toBe(true)
  const { account } = (await accepted.json()) as { account: { id: string } }
  await guest.close()
  return { id: account.id, name, email }
}

/** A browser in which nobody is signed in. */
export const elsewhere = (browser: Browser): Promise<BrowserContext> =>
  browser.newContext({
    baseURL: process.env.E2E_BASE_URL ?? '',
    storageState: { cookies: [], origins: [] },
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
  })

/** Signs somebody in in a browser of their own. */
export async function signedIn(browser: Browser, { email }: Newcomer): Promise<Page> {
  const context = await elsewhere(browser)
  const answer = await context.request.post(`${registry}/session`, {
    data: { email, password },
    headers: { origin: process.env.E2E_BASE_URL ?? '' },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  return context.newPage()
}
