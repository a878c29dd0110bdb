import type { Browser, Page } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { password } from './people'

// A link that does not work is answered with 404, nobody signed in with 401, a bad form with 422.
test.use({ expected: [/40[14]|422/] })

const unique = () => Math.random().toString(36).slice(2, 8)

async function choose(page: Page, label: string, typed: string, option: RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true })
  await box.fill(typed)
  await page.getByRole('listbox').getByRole('option', { name: option }).first().click()
}

/** Invites somebody to one project, and gives the link that is to be handed over. */
async function invite(page: Page, email: string): Promise<string> {
  await page.goto('/invitations/new')
  await settled(page)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await choose(page, 'Organisation', 'mostar', /^Mostar/)
  await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('coordinator')
  await page.getByRole('combobox', { name: 'In', exact: true }).selectOption('project')
  await choose(page, 'Project', 'mostar', /./)
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hand over the link' })
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
  await dialog.getByRole('button', { name: 'I have passed it on' }).click()
  await expect(page).toHaveURL(/\/invitations$/)
  return link
}

async function stranger(browser: Browser): Promise<Page> {
  const baseURL = process.env.E2E_BASE_URL ?? ''
  const context = await browser.newContext({
    baseURL,
    storageState: { cookies: [], origins: [] },
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
  })
  return context.newPage()
}

test('who is invited makes an account, and sees only what was offered', async ({ page, browser }) => {
  const email = `new-${unique()}@e2e.example`
  const link = await invite(page, email)
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Waiting')

  const guest = await stranger(browser)
  const asked: string[] = []
  guest.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`))
  await guest.goto(link)
  await expect(
    guest.getByRole('heading', { level: 1, name: /You are invited to work with Mostar/ }),
  ).toBeVisible()
  expect(await accessibilityFindings(guest)).toEqual([])
  // The secret is in no address that a server or another site could note down.
  const secret = link.split('#')[1] ?? ''
  expect(asked.filter((address) => address.includes(secret))).toEqual([])

  await guest.getByRole('textbox', { name: 'Your name' }).fill('Test Newcomer')
  await guest.getByLabel('Password', { exact: true }).fill('short')
  await guest.getByRole('button', { name: 'Accept and make the account' }).click()
  await expect(guest.getByText('There is a problem')).toBeVisible()
  await guest.getByLabel('Password', { exact: true }).fill(password)
  await guest.getByRole('button', { name: 'Accept and make the account' }).click()
  await expect(guest.getByRole('heading', { level: 1, name: 'Welcome, Test Newcomer' })).toBeVisible()
  await guest.getByLabel('Password', { exact: true }).fill(password)
  await guest.getByRole('button', { name: 'Sign in' }).click()
  await expect(guest.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await expect(guest.getByRole('link', { name: 'People' })).toHaveCount(0)
  await guest.goto('/projects')
  await settled(guest)
  await expect(guest.getByRole('status').filter({ hasText: '1 project' })).toBeVisible()

  await guest.goto('/')
  await guest.goto(link)
  await expect(guest.getByRole('heading', { level: 1, name: 'This invitation does not work' })).toBeVisible()
  await guest.context().close()
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Accepted')
})

test('an administrator gives a role, sees why it leads to a project, and ends it', async ({
  page,
  browser,
}) => {
  const email = `role-${unique()}@e2e.example`
  const link = await invite(page, email)
  const guest = await stranger(browser)
  await guest.goto(link)
  await guest.getByRole('textbox', { name: 'Your name' }).fill('Test Helper')
  await guest.getByLabel('Password', { exact: true }).fill(password)
  await guest.getByRole('button', { name: 'Accept and make the account' }).click()
  await expect(guest.getByRole('heading', { level: 1, name: 'Welcome, Test Helper' })).toBeVisible()
  await guest.context().close()

  await page.goto(`/people?q=${encodeURIComponent(email)}`)
  await settled(page)
  await page.getByRole('link', { name: 'Test Helper' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Test Helper' })).toBeVisible()
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog', { name: 'Give Test Helper a role' })
  await dialog.getByRole('combobox', { name: 'Role', exact: true }).selectOption('adviser')
  await dialog.getByRole('combobox', { name: 'In', exact: true }).selectOption('programme')
  await choose(page, 'Programme', 'ks', /KS/)
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Give a role' }).click()
  await expect(dialog).toBeHidden()
  const roles = page.getByRole('table', { name: 'Roles' })
  await expect(roles.getByRole('row').filter({ hasText: 'Adviser' })).toContainText('Programme')

  await choose(page, 'Which one', 'mostar', /./)
  const seeing = page.getByRole('listitem').filter({ hasText: 'See the project' }).first()
  await expect(seeing).toContainText('Adviser')
  await expect(seeing).toContainText('covers')
  await expect(seeing).toContainText('Given by')
  expect(await accessibilityFindings(page)).toEqual([])

  await roles
    .getByRole('row')
    .filter({ hasText: 'Adviser' })
    .getByRole('button', { name: /^End the role/ })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the role' }).click()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(roles.getByRole('row').filter({ hasText: 'Adviser' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Deactivate' }).click()
  const asked = page.getByRole('dialog', { name: 'Deactivate Test Helper?' })
  await asked.getByRole('textbox', { name: 'Reason' }).fill('The journey ends here')
  await asked.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByRole('button', { name: 'Reactivate' })).toBeVisible()
})

test('an organisation has a contact person for each function', async ({ page }) => {
  await page.goto('/organisations?q=mostar')
  await settled(page)
  await page.getByRole('table').getByRole('link', { name: 'Mostar', exact: true }).click()
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Contact persons' }) })
  await expect(part).toBeVisible()
  const words = `Waste water ${unique()}`
  await part.getByRole('button', { name: 'Add a contact person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a contact person' })
  await dialog.getByRole('combobox', { name: 'For what' }).selectOption('other')
  await dialog.getByRole('textbox', { name: 'In own words' }).fill(words)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('A. Example')
  await dialog.getByRole('textbox', { name: 'E-mail' }).fill('contact@e2e.example')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('There is a problem')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Source' }).fill('Told by the municipality')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(part.getByRole('row').filter({ hasText: words })).toContainText('A. Example')
})
