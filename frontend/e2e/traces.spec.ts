import type { Browser, Page } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { password, signedInAs } from './people'

// Who was erased is signed out everywhere.
test.use({ expected: [/40[14]/] })

const unique = () => Math.random().toString(36).slice(2, 8)

interface Newcomer {
  page: Page
  name: string
}

/** Somebody of their own, who has just signed in and may do little. */
async function newcomer(page: Page, browser: Browser): Promise<Newcomer> {
  const email = `trace-${unique()}@e2e.example`
  const name = `Traced ${unique()}`
  const roles = [{ role: 'adviser', scope_type: 'installation' }]
  const sent = await page.request.post('/api/registry/v1/invitations', { data: { email, roles } })
  const { link } = (await sent.json()) as { link: string }
  const context = await browser.newContext({
    baseURL: new URL(link).origin,
    storageState: { cookies: [], origins: [] },
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
  })
  const token = link.split('#')[1] ?? ''
  await context.request.post('/api/registry/v1/invitations/accept', {
    data: { token, newcomer: { display_name: name, password } },
  })
  await context.request.post('/api/registry/v1/session', { data: { email, password } })
  return { page: await context.newPage(), name }
}

test('the audit log is narrowed down, opened at what a change did, and taken away as a file', async ({
  page,
}) => {
  const name = `Traced town ${unique()}`
  const made = await page.request.post('/api/registry/v1/organisations', {
    data: { kind: 'municipality', name, country_code: 'NO' },
  })
  const { id } = (await made.json()) as { id: string }
  await page.request.patch(`/api/registry/v1/organisations/${id}`, {
    data: { name: `${name} renamed` },
    headers: { 'If-Match': '"1"' },
  })
  await page.goto('/audit')
  await settled(page)
  await page.getByRole('combobox', { name: 'Kind', exact: true }).selectOption('Change')
  await expect(page).toHaveURL(/kind=change/)
  const row = page.getByRole('row').filter({ hasText: 'Changed an organisation' }).filter({ hasText: name })
  await expect(row.getByRole('link', { name: `${name} renamed` })).toHaveAttribute(
    'href',
    `/organisations/${id}`,
  )
  await row.getByRole('link').first().click()
  await expect(page.getByRole('heading', { level: 1, name: /^Event \d+$/ })).toBeVisible()
  await expect(page.getByText('Changed an organisation')).toBeVisible()
  await expect(page.getByRole('deletion')).toHaveText(name)
  await expect(page.getByRole('insertion')).toHaveText(`${name} renamed`)
  expect(await accessibilityFindings(page)).toEqual([])

  await page.goto(`/audit?object=${id}`)
  await settled(page)
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download as CSV' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toMatch(/^audit-.*\.csv$/)
  // It left its own trace, with how much went.
  await page.goto('/audit?kind=export')
  await settled(page)
  const exported = page.getByRole('row').filter({ hasText: 'Downloaded the audit log' }).first()
  await exported.getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'In figures and words' })).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: id })).toBeVisible()
})

test('who looked at somebody is seen by them without a name, and by an auditor with it', async ({
  page,
  browser,
}) => {
  const seen = await newcomer(page, browser)
  const session = await seen.page.request.get('/api/registry/v1/session')
  const { account } = (await session.json()) as { account: { id: string } }
  await page.goto(`/people/${account.id}`)
  await expect(page.getByRole('heading', { level: 1, name: seen.name })).toBeVisible()

  await seen.page.goto('/account')
  const section = seen.page.getByRole('region', { name: 'Who has looked at my data' })
  const looked = section.getByRole('listitem').filter({ hasText: 'Looked at the page of a person' })
  await expect(looked.first()).toContainText('Administrator')
  await expect(section).not.toContainText('Test Administrator')
  expect(await accessibilityFindings(seen.page)).toEqual([])
  await seen.page.context().close()

  await page.goto('/audit')
  await settled(page)
  await page.getByRole('link', { name: 'Personal data seen' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Looked at the page of a person' })
  await row.getByRole('link', { name: seen.name }).first().click()
  await expect(page).toHaveURL(new RegExp(`person=${account.id}`))
  await expect(row.first()).toContainText('Test Administrator')
  await page.getByRole('combobox', { name: 'Action' }).selectOption('Looked at the list of keys for programs')
  await expect(page.getByText('Nobody has seen such data')).toBeVisible()
})

test('people fetch a copy of their data', async ({ page, browser }) => {
  const own = await newcomer(page, browser)
  await own.page.goto('/account')
  await own.page.getByRole('button', { name: 'Get a copy of my data' }).click()
  const fetch = own.page.getByRole('button', { name: /^Download the copy/ })
  await expect(fetch).toBeVisible({ timeout: 30_000 })
  const saved = own.page.waitForEvent('download')
  await fetch.click()
  expect((await saved).suggestedFilename()).toBe('personal-data.zip')
  await own.page.context().close()
  await page.goto('/audit?kind=export')
  await expect(
    page
      .getByRole('row')
      .filter({ hasText: own.name })
      .filter({ hasText: 'Downloaded a copy of personal data' }),
  ).toBeVisible()
})

test('somebody asks to be forgotten, and after the decision nobody can name them', async ({
  page,
  browser,
}) => {
  const gone = await newcomer(page, browser)
  await gone.page.goto('/account')
  await gone.page.getByRole('button', { name: 'Have my data erased' }).click()
  const wish = gone.page.getByRole('alertdialog', { name: 'Have your data erased?' })
  await wish.getByRole('textbox', { name: 'Reason (optional)' }).fill('I work elsewhere now')
  expect(await accessibilityFindings(gone.page)).toEqual([])
  await wish.getByRole('button', { name: 'Ask for erasure' }).click()
  await expect(gone.page.getByText('Waits for a decision')).toBeVisible()

  const decider = await browser.newContext({
    storageState: signedInAs('administrator'),
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
    baseURL: new URL(gone.page.url()).origin,
  })
  const table = await decider.newPage()
  await table.goto('/privacy/record')
  await settled(table)
  const row = table.getByRole('row').filter({ hasText: gone.name })
  await row.getByRole('button', { name: 'Erase' }).click()
  const dialog = table.getByRole('alertdialog', { name: `Erase the data of ${gone.name}?` })
  await dialog.getByRole('button', { name: 'Erase the data' }).click()
  await proveIfAsked(table)
  await expect(table.getByRole('row').filter({ hasText: gone.name })).toHaveCount(0, { timeout: 40_000 })
  await expect(
    table
      .getByRole('row')
      .filter({ hasText: /Erased person/ })
      .first(),
  ).toBeVisible()
  await decider.close()

  await gone.page.goto('/projects')
  await expect(gone.page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await gone.page.context().close()
})

/** What is dangerous asks once more who one is, where signing in was a while ago. */
async function proveIfAsked(page: Page): Promise<void> {
  const field = page.getByLabel('Password', { exact: true })
  const asked = await field.waitFor({ timeout: 2_000 }).then(
    () => true,
    () => false,
  )
  if (!asked) return
  await field.fill(password)
  await field.press('Enter')
}
