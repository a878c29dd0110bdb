import { expect, settled, test } from './fixtures'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/401/] })

const account = () => ({ email: process.env.E2E_EMAIL ?? '', password: process.env.E2E_PASSWORD ?? '' })

test('a visitor signs in, lands where they wanted to go, and signs out', async ({ page }) => {
  const { email, password } = account()
  await page.goto('/organisations?q=oslo')
  await expect(page).toHaveURL(/\/sign-in\?return_to=/)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(/\/organisations\?q=oslo$/)
  await settled(page)
  await page.getByRole('button', { name: /^Account/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a wrong password is refused and what was typed is kept', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nobody@e2e.example')
  await page.getByLabel('Password', { exact: true }).fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page.getByText('Wrong e-mail or password')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue('nobody@e2e.example')
})

test('signing in works by keyboard alone', async ({ page }) => {
  const { email, password } = account()
  await page.goto('/sign-in')
  await settled(page)
  await page.getByRole('textbox', { name: 'E-mail' }).focus()
  await page.keyboard.type(email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(password)
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/$/)
  await settled(page)
})

test('nobody is sent to a foreign site after signing in', async ({ page }) => {
  const { email, password } = account()
  await page.goto('/sign-in?return_to=https%3A%2F%2Fexample.com%2F')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()

  await expect(page).toHaveURL(/^https?:\/\/(?!example)[^/]+\/$/)
  await settled(page)

  // Who has signed in already is sent on at once, and no further than before.
  await page.goto('/sign-in?return_to=https%3A%2F%2Fexample.com%2F')
  await expect(page).toHaveURL(/^https?:\/\/(?!example)[^/]+\/$/)
})

test('a session that ends in the middle of work is taken up again without losing input', async ({ page }) => {
  const { email, password } = account()
  await page.goto('/organisations/new')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await settled(page)
  const name = page.getByRole('textbox', { name: 'Name', exact: true }).first()
  await name.fill('A municipality that is being typed')

  await page.context().clearCookies()
  await page.getByRole('button', { name: /^(Register|Save)/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await expect(dialog.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email)
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()

  await expect(dialog).toBeHidden()
  await expect(name).toHaveValue('A municipality that is being typed')
})
