import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

const quarters = [
  ['2026-01-01', '2026-03-31'],
  ['2026-04-01', '2026-06-30'],
  ['2026-07-01', '2026-09-30'],
  ['2026-10-01', '2026-12-31'],
] as const

interface Made {
  address: string
  parent: string
}

/** A project with two indicators over four quarters; the first goes into its programme's. */
async function projectBelowProgramme(api: APIRequestContext): Promise<Made> {
  const { programme, project } = await ownProject(api, 'Water')
  const result = { kind: 'outcome', title: { en: 'Households have clean water' }, original_language: 'en' }
  const above = await made(api, `${indicators}/programmes/${programme.id}/results`, result)
  const below = await made(api, `${indicators}/projects/${project.id}/results`, result)
  const rule = { unit: 'number', direction: 'increase', decimals: 0, cumulation: 'summed', over_time: 'sum' }
  const counted = { ...rule, over_children: 'sum', title: { en: 'Households connected' } }
  const parent = await made(api, `${indicators}/results/${above.id}/indicators`, counted)
  await made(api, `${indicators}/indicators/${parent.id}/periods`, {
    starts_on: '2026-01-01',
    ends_on: '2026-12-31',
  })
  for (const name of ['Households connected', 'Meters installed']) {
    const body = { ...counted, title: { en: name } }
    const child = await made(api, `${indicators}/results/${below.id}/indicators`, body)
    for (const [starts_on, ends_on] of quarters) {
      await made(api, `${indicators}/indicators/${child.id}/periods`, { starts_on, ends_on })
    }
    if (name === 'Households connected') {
      const link = { parent_indicator_id: parent.id }
      await made(api, `${indicators}/indicators/${child.id}/rollups`, link)
    }
  }
  return { address: `/projects/${project.id}/values`, parent: parent.id }
}

const figure = async (api: APIRequestContext, indicator: string) => {
  const answer = await api.get(`${indicators}/indicators/${indicator}/figures`)
  return ((await answer.json()) as { life: { value: string | null } }).life.value
}

const cell = (page: Page, indicator: string, months: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^${indicator}, ${months}`) }).getByRole('button')
const details = (page: Page) => page.getByRole('complementary', { name: 'Details of the value' })

/** Presses Tab until it is where one wants to be, as people without a pointer do. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = page.getByRole('button', { name })
  for (let pressed = 0; pressed < 60; pressed++) {
    if (await wanted.evaluate((one) => one === document.activeElement).catch(() => false)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${name}`)
}

test('a year is entered, handed in, returned, corrected and accepted by keyboard, and the programme moves', async ({
  page,
}) => {
  test.setTimeout(120_000)
  const { address, parent } = await projectBelowProgramme(page.request)
  await page.goto(address)
  await settled(page)

  await cell(page, 'Households connected', 'Jan').focus()
  for (const value of ['10', '20', '30', '40']) {
    await page.keyboard.type(value)
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  for (const value of ['1', '~2', '?', '0']) {
    await page.keyboard.type(value)
    await page.keyboard.press('Tab')
  }
  await expect(cell(page, 'Meters installed', 'Jul')).toContainText('not collected')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(cell(page, 'Meters installed', 'Oct')).toContainText('draft')
  expect(await figure(page.request, parent)).toBeNull()

  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+Tab')
  await page.getByRole('button', { name: 'Hand in what is ready (8)' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('8 drafts are handed in for review.')
  expect(await accessibilityFindings(page)).toEqual([])
  await tabTo(page, 'Hand in what is ready (8)')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('8 values are handed in')
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Meters installed', 'Oct')).toContainText('handed in')
  expect(await figure(page.request, parent)).toBeNull()

  await cell(page, 'Households connected', 'Oct').focus()
  await page.keyboard.press('Alt+r')
  await expect(details(page).getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('Is December in it?')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Households connected', 'Oct')).toContainText('returned')
  await expect(details(page)).toContainText('Is December in it?')
  expect(await accessibilityFindings(page)).toEqual([])

  await cell(page, 'Households connected', 'Oct').focus()
  await page.keyboard.type('45')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Households connected', 'Oct')).toContainText('draft')
  await cell(page, 'Households connected', 'Oct').focus()
  await page.keyboard.press('Alt+h')
  await expect(cell(page, 'Households connected', 'Oct')).toContainText('handed in')
  await page.keyboard.press('Alt+v')
  await expect(cell(page, 'Households connected', 'Oct')).toContainText('verified')

  await page.getByRole('button', { name: 'Accept what waits (8)' }).focus()
  await page.keyboard.press('Enter')
  await tabTo(page, 'Accept what waits (8)')
  await page.keyboard.press('Enter')
  await expect(dialog).toContainText('8 values are accepted')
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Households connected', 'Oct')).toContainText('accepted')
  await expect.poll(() => figure(page.request, parent)).toBe('105')
})

test('what was accepted changes only with a reason, and that row alone is open again', async ({ page }) => {
  const { address, parent } = await projectBelowProgramme(page.request)
  await page.goto(address)
  await settled(page)
  await cell(page, 'Households connected', 'Jan').focus()
  await page.keyboard.type('10')
  await page.keyboard.press('Tab')
  await page.keyboard.type('20')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Households connected', 'Apr')).toContainText('draft')
  for (const months of ['Jan', 'Apr']) {
    await cell(page, 'Households connected', months).focus()
    await page.keyboard.press('Alt+h')
    await expect(cell(page, 'Households connected', months)).toContainText('handed in')
    await page.keyboard.press('Alt+a')
    await expect(cell(page, 'Households connected', months)).toContainText('accepted')
  }
  await expect.poll(() => figure(page.request, parent)).toBe('30')

  await page.keyboard.type('25')
  await page.keyboard.press('Enter')
  await page.keyboard.press('F8')
  await expect(cell(page, 'Households connected', 'Apr')).toHaveAttribute('data-state', 'unexplained')
  await page.keyboard.press('Control+Enter')
  const asked = details(page).getByRole('alert')
  await expect(asked).toContainText('This value was accepted.')
  expect(await accessibilityFindings(page)).toEqual([])
  await asked.getByLabel('Why it changes').fill('Five were found later')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Households connected', 'Apr')).toContainText('25 draft')
  await expect(cell(page, 'Households connected', 'Jan')).toContainText('accepted')
  const history = details(page).getByRole('region', { name: 'What was recorded' })
  await expect(history.getByRole('listitem').first()).toContainText(/20.*25/)
  await expect(history).toContainText('Five were found later')
  // What was accepted holds until the other is.
  await expect.poll(() => figure(page.request, parent)).toBe('30')
})

test('who reviews sees what waits in a list, and decides about many at once', async ({ page }) => {
  const { address } = await projectBelowProgramme(page.request)
  await page.goto(address)
  await settled(page)
  await cell(page, 'Households connected', 'Jan').focus()
  for (const value of ['10', '20', '30']) {
    await page.keyboard.type(value)
    await page.keyboard.press('Tab')
  }
  await page.getByRole('button', { name: 'Hand in what is ready (3)' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in what is ready (3)' }).click()
  await expect(page.getByRole('dialog')).toContainText('3 values are handed in')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()

  await page.getByRole('radio', { name: 'Review' }).click()
  await expect(page).toHaveURL(/view=review/)
  const lines = page.getByRole('row', { name: /Households connected/ })
  await expect(lines).toHaveCount(3)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: /^Accept: Households connected, Jan/ }).click()
  await expect(lines).toHaveCount(2)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await page.getByRole('button', { name: 'Return', exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Return (2)' }).click()
  await expect(dialog).toContainText('Say why')
  await dialog.getByLabel('Reason').fill('Where is it from?')
  await dialog.getByRole('button', { name: 'Return (2)' }).click()
  await expect(dialog).toContainText('2 values are returned')
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByText('Nothing waits to be reviewed')).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)
})
