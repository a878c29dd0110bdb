import type { Browser, Page } from '@playwright/test'
import { expect, settled, test } from './fixtures'
import { has, signedInAs } from './people'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/401/] })

const menu = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Main menu' }).getByRole('link', { name }).click()

async function signIn(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(process.env.E2E_EMAIL ?? '')
  await page.getByLabel('Password', { exact: true }).fill(process.env.E2E_PASSWORD ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
}

test('a programme officer sees the portfolio and the report whose totals are those on record', async ({
  page,
}) => {
  await signIn(page)
  await expect(page.getByRole('link', { name: /^Budget in NOK/ })).toContainText('50,246,869')

  await menu(page, 'Projects')
  await settled(page)
  await expect(page.getByRole('status').filter({ hasText: '36 projects' })).toBeVisible()
  await page.getByRole('searchbox', { name: /Search/ }).fill('mostar')
  await expect(page).toHaveURL(/q=mostar/)
  await expect(page.getByRole('status').filter({ hasText: '2 projects' })).toBeVisible()

  await menu(page, 'Annual report')
  await settled(page)
  const table = page.getByRole('table').filter({ hasText: 'All countries' })
  const totals = table.getByRole('row').filter({ hasText: 'All countries' })
  for (const figure of [
    '18,000,000',
    '3,839,000',
    '21,839,000',
    '24,131,516',
    '4,276,353',
    '28,407,869',
    '50,246,869',
  ]) {
    await expect(totals).toContainText(figure)
  }
  await page.getByRole('button', { name: 'Download as…' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV at once' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/\.csv$/)
})

test('what one person changes, another hears of at once', async ({ page, browser }) => {
  test.skip(!has('officer'), 'The system at this address has no second account.')
  await signIn(page)
  await menu(page, 'Inbox')
  await settled(page)

  const other = await officer(browser)
  const project = await projectWithResults(other)
  await other.goto(`/projects/${project}/results`)
  await settled(other)
  const value = String(100 + Math.floor(Math.random() * 900))
  await openEveryPeriod(other)
  await other
    .getByRole('button', { name: /^Record value for/ })
    .last()
    .click()
  const form = other.getByRole('form', { name: /Record value for/ })
  await form.getByRole('textbox', { name: 'Value' }).fill(value)
  await form.getByRole('button', { name: 'Record value' }).click()
  await expect(form).toBeHidden()
  await expect(other.getByRole('cell', { name: new RegExp(`^${value}`) }).first()).toBeVisible()

  // Nobody reloads anything here.
  const news = page.getByRole('link', { name: new RegExp(`: ${value}\\b`) })
  await expect(news).toBeVisible({ timeout: 20_000 })
  await news.click()
  await expect(page).toHaveURL(new RegExp(`/projects/${project}/results`))
  await other.context().close()
})

async function officer(browser: Browser): Promise<Page> {
  const baseURL = process.env.E2E_BASE_URL ?? ''
  const context = await browser.newContext({
    baseURL,
    storageState: signedInAs('officer'),
    locale: 'en-GB',
    ignoreHTTPSErrors: true,
  })
  return context.newPage()
}

/** The demonstration data have the results of one project. */
async function projectWithResults(page: Page): Promise<string> {
  const answer = await page.request.get('/api/registry/v1/projects?country=XK')
  const { items } = (await answer.json()) as { items: { id: string; code: string }[] }
  for (const { id } of items) {
    const framework = await page.request.get(`/api/indicators/v1/projects/${id}/results`)
    const { results } = (await framework.json()) as { results: unknown[] }
    if (results.length > 0) return id
  }
  throw new Error('No project has results')
}

async function openEveryPeriod(page: Page): Promise<void> {
  for (const button of await page.getByRole('button', { name: /^Values of \d+ period/ }).all()) {
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  }
}
