import type { APIRequestContext, Browser, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

// A link that nobody has is refused on purpose, and so is whoever comes without one.
test.use({ expected: [/status of 40[14]/] })

/** A project that reports three figures and an answer for 2025, below a programme of its own. */
async function projectToAskFor(api: APIRequestContext) {
  const { project } = await ownProject(api, 'Library')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'outcome',
    title: { en: 'More people borrow books' },
    original_language: 'en',
  })
  const rule = { direction: 'increase', decimals: 0, cumulation: 'summed', over_time: 'sum' }
  const counted = { ...rule, unit: 'number', over_children: 'sum' }
  const ids: string[] = []
  for (const title of ['Books lent', 'Readers registered', 'Members so far']) {
    const running = title === 'Members so far' && { cumulation: 'running', over_time: 'latest' }
    const body = { ...counted, ...running, title: { en: title } }
    const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, body)
    if (running) await accepted(api, indicator.id)
    await made(api, `${indicators}/indicators/${indicator.id}/periods`, {
      ...{ starts_on: '2025-01-01', ends_on: '2025-12-31', target_value: '400' },
    })
    ids.push(indicator.id)
  }
  return { values: `/projects/${project.id}/values`, first: ids[0] ?? '' }
}

/** 2024 stands at 500. */
async function accepted(api: APIRequestContext, indicator: string) {
  const days = { starts_on: '2024-01-01', ends_on: '2024-12-31' }
  const period = await made(api, `${indicators}/indicators/${indicator}/periods`, days)
  const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value: '500', state: 'reported' },
    headers: { 'if-match': '"1"' },
  })
  const steps = [{ entry_id: (await answer.json()).current.id, status: 'accepted' }]
  expect((await (await api.post(`${indicators}/entry-steps`, { data: { steps } })).json()).done).toBe(1)
}

/** Asks for 2025 in the dialog, and reads the link that is shown this once. */
async function ask(page: Page, values: string): Promise<string> {
  await page.goto(values)
  await settled(page)
  await page.getByRole('button', { name: 'Ask somebody' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Nobody has been asked yet.')
  await dialog.getByRole('button', { name: 'Ask somebody' }).click()
  await dialog.getByLabel('Name').fill('Ada Example')
  await dialog.getByLabel('E-mail', { exact: true }).fill('ada.example@example.org')
  await expect(dialog.getByLabel('First day')).toBeEditable()
  await expect(dialog.getByLabel('Last day')).toBeEditable()
  await dialog.getByLabel('First day').fill('01.01.2025')
  await dialog.getByLabel('Last day').fill('31.12.2025')
  await dialog.getByRole('button', { name: 'Make the link' }).click()
  await expect(dialog.getByRole('listitem')).toContainText('not opened · 0 of 3 filled')
  expect(await accessibilityFindings(page)).toEqual([])
  const link = await dialog.getByLabel('The link for Ada Example').inputValue()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  return link
}

/** A phone that nobody is signed in with. */
async function phone(browser: Browser) {
  const context = await browser.newContext({
    storageState: { cookies: [], origins: [] },
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  return { context, page: await context.newPage() }
}

const card = (page: Page, name: string) => page.getByRole('region', { name })

test('somebody without an account fills in what a link asks for, on a phone', async ({ page, browser }) => {
  test.setTimeout(120_000)
  const { values, first } = await projectToAskFor(page.request)
  const link = await ask(page, values)
  const { context, page: theirs } = await phone(browser)
  await theirs.goto(link)
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Good day, Ada Example')
  // The secret is gone from the address as soon as it was shown.
  expect(new URL(theirs.url()).hash).toBe('')
  const books = card(theirs, 'Books lent')
  await expect(books).toContainText('400')
  await books.getByLabel('Value').fill('37x')
  await expect(books.getByRole('status')).toContainText('Not saved yet')
  await books.getByLabel('Value').fill('370')
  await expect(books.getByRole('status')).toHaveText('Saved')
  await context.setOffline(true)
  const readers = card(theirs, 'Readers registered')
  await readers.getByLabel('What can you say?').selectOption('It was not collected')
  await expect(readers.getByRole('status')).toContainText('Kept on this device')
  await context.setOffline(false)
  await expect(readers.getByRole('status')).toHaveText('Saved', { timeout: 15_000 })
  const members = card(theirs, 'Members so far')
  await members.getByLabel('Value').fill('490')
  await expect(members.getByText('It is less than the 500 of 2024')).toBeVisible()
  await members.getByRole('textbox', { name: 'Why it is right' }).fill('Ten have moved away')
  await members.getByRole('button', { name: 'It is right' }).click()
  await expect(members.getByText('Ten have moved away')).toBeVisible()
  await expect(theirs.getByText('3 of 3 filled')).toBeVisible()
  await books.getByRole('button', { name: 'Add a comment or evidence' }).click()
  const choose = books.getByLabel('Add files').and(theirs.locator('input'))
  const buffer = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
  await choose.setInputFiles({ name: 'Loans.pdf', mimeType: 'application/pdf', buffer })
  await expect(books.getByText('not checked for viruses')).toBeVisible()
  await expect(books.getByRole('status')).toHaveText('Saved')
  expect(await overflow(theirs)).toBe(0)
  expect(await accessibilityFindings(theirs)).toEqual([])
  await theirs.getByRole('button', { name: 'Check and hand in' }).click()
  await expect(theirs.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(theirs.getByText('370', { exact: true })).toBeVisible()
  await expect(theirs.getByRole('definition').getByRole('link', { name: 'Loans.pdf' })).toBeVisible()
  await theirs.getByRole('button', { name: 'Hand in' }).click()
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Thank you!')

  // Whoever reviews it returns one of them.
  const framework = await page.request.get(`${indicators}/indicators/${first}`)
  const shown = (await framework.json()) as { periods: { current: { id: string } }[] }
  const step = (status: string, entry_id = shown.periods[0]?.current.id) =>
    page.request.post(`${indicators}/entry-steps`, {
      data: { steps: [{ entry_id, status, reason: 'The branch library is missing.' }] },
    })
  expect(((await (await step('returned')).json()) as { done: number }).done).toBe(1)

  await theirs.goto('about:blank')
  await theirs.goto(link)
  await expect(books).toContainText('The branch library is missing.')
  await expect(books.getByRole('button', { name: 'Remove the file Loans.pdf' })).toBeVisible()
  await books.getByLabel('Value').fill('391')
  await expect(books.getByRole('status')).toHaveText('Saved')
  await theirs.getByRole('button', { name: 'Check and hand in' }).click()
  await theirs.getByRole('button', { name: 'Hand in' }).click()
  await expect(theirs.getByRole('heading', { level: 1 })).toHaveText('Thank you!')
  await context.close()

  const again = await page.request.get(`${indicators}/indicators/${first}`)
  const entry = ((await again.json()) as typeof shown).periods[0]?.current.id
  expect(((await (await step('accepted', entry)).json()) as { done: number }).done).toBe(1)
  await expect
    .poll(async () => {
      const answer = await page.request.get(`${indicators}/indicators/${first}/figures`)
      return ((await answer.json()) as { life: { value: string | null } }).life.value
    })
    .toBe('391')
})

test('a link that is not known says so', async ({ browser }) => {
  const { context, page } = await phone(browser)
  await page.goto('/c#made-up-made-up')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link does not work')
  await page.goto('about:blank')
  await page.goto('/c')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('You need a link')
  await expect(page.getByText('Open the whole link from your message', { exact: false })).toBeVisible()
  await context.close()
})
