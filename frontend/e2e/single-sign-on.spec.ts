import { type Page, request } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { signedInAs } from './people'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/40[0134]/] })
test.skip(!process.env.E2E_PROVIDER, 'The system at this address knows no provider of ours.')
// One account is linked and unlinked.
test.describe.configure({ mode: 'serial' })

const withPassword = async (page: Page, to = '/account') => {
  await page.goto(`/sign-in?return_to=${encodeURIComponent(to)}`)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(process.env.E2E_EMAIL ?? '')
  await page.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await settled(page)
}

const atProvider = async (page: Page, login: string) => {
  // One's own account has a field of this name, too.
  await page.waitForURL(/\/interaction\//)
  await page.getByRole('textbox', { name: 'Name' }).fill(login)
  await page.getByRole('button', { name: 'Continue' }).click()
}

test('a stranger comes back with an explanation in their language', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Sign in with the ministry' }).click()
  await atProvider(page, 'stranger')

  await expect(page.getByText('No account here is linked with that identity')).toBeVisible()
  await expect(page).toHaveURL(/\/sign-in\?problem=identity_unknown/)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await overflow(page)).toBe(0)
})

test('somebody who turns back at the provider may choose again', async ({ page }) => {
  await page.goto('/sign-in?return_to=%2Finbox')
  await page.getByRole('link', { name: 'Sign in with the ministry' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()

  await expect(page.getByText('You were not signed in')).toBeVisible()
  await expect(page).toHaveURL(/return_to=%2Finbox/)
})

test('an account is linked, entered through the provider, left on both sides, and unlinked', async ({
  page,
}) => {
  await withPassword(page)
  await page.getByRole('button', { name: 'Link with the ministry' }).click()
  await atProvider(page, 'demonstrator')
  await expect(page).toHaveURL(/\/account$/)
  await expect(page.getByRole('button', { name: 'Unlink: the ministry' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.context().clearCookies()

  await page.goto('/sign-in?return_to=%2Fprojects')
  await page.getByRole('link', { name: 'Sign in with the ministry' }).click()
  await atProvider(page, 'demonstrator')
  await expect(page).toHaveURL(/\/projects$/)
  await settled(page)

  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: /yes/i }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await withPassword(page)
  await page.getByRole('button', { name: 'Unlink: the ministry' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink' }).click()
  await expect(page.getByText(/^Link your account/)).toBeVisible()
})

/** Somebody is invited; the path of the link that is handed over. */
async function invite(email: string): Promise<string> {
  const baseURL = process.env.E2E_BASE_URL ?? ''
  const administrator = await request.newContext({
    baseURL,
    storageState: signedInAs('administrator'),
    extraHTTPHeaders: { origin: baseURL },
    ignoreHTTPSErrors: true,
  })
  const answer = await administrator.post('/api/registry/v1/invitations', {
    data: { email, roles: [{ role: 'adviser', scope_type: 'installation' }], language: 'en' },
  })
  const { link } = await answer.json()
  await administrator.dispose()
  return link.slice(new URL(link).origin.length)
}

test('somebody invited turns back at the provider, then accepts there and needs no password', async ({
  page,
}) => {
  const login = `invited-${Math.random().toString(36).slice(2, 8)}`
  const link = await invite(`${login}@e2e.example`)
  await page.goto(link)
  await page.getByRole('button', { name: 'Accept with the ministry' }).click()
  await page.waitForURL(/\/interaction\//)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You were not signed in')).toBeVisible()
  await expect(page.getByText('Your invitation still stands')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 320, height: 800 })
  expect(await overflow(page)).toBe(0)

  await page.goto('/privacy')
  await page.goto(link)
  await expect(page.getByRole('button', { name: 'Accept with the ministry' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'Accept with the ministry' }).click()
  await atProvider(page, login)
  await expect(page).toHaveURL(/\/$/)
  await settled(page)
  await page.goto('/account')
  await expect(page.getByRole('button', { name: 'Unlink: the ministry' })).toBeVisible()

  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1, name: 'This invitation does not work' })).toBeVisible()
})
