import type { Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/40[013]/] })
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
