import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

// Days that end before they start are refused on purpose.
test.use({ expected: [/status of 422/] })

interface Made {
  values: string
  programme: string
}

/** A project with one indicator over two years, below a programme of its own. */
async function projectWithYears(api: APIRequestContext): Promise<Made> {
  const { programme, project } = await ownProject(api, 'Archive')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'outcome',
    title: { en: 'Schools have clean water' },
    original_language: 'en',
  })
  const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, {
    ...{ unit: 'number', direction: 'increase', decimals: 0, cumulation: 'summed', over_time: 'sum' },
    ...{ over_children: 'sum', title: { en: 'Wells repaired' } },
  })
  for (const year of [2024, 2025]) {
    await made(api, `${indicators}/indicators/${indicator.id}/periods`, {
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    })
  }
  return { values: `/projects/${project.id}/values`, programme: `/programmes/${programme.id}/results` }
}

const cell = (page: Page, year: number) =>
  page.getByRole('gridcell', { name: new RegExp(`^Wells repaired, .*${year}`) }).getByRole('button')
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

/** Fills the form for a lock of 2024, with the keyboard alone. */
async function lockYear(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog')
  await tabTo(page, 'Lock days')
  await page.keyboard.press('Enter')
  // The calendar comes after the form.
  await expect(dialog.getByLabel('First day')).toBeEditable()
  await expect(dialog.getByLabel('Last day')).toBeEditable()
  await dialog.getByLabel('First day').focus()
  await page.keyboard.type('31.12.2024')
  await dialog.getByLabel('Last day').focus()
  await page.keyboard.type('01.01.2024')
  await dialog.getByLabel('Why they are locked').focus()
  await page.keyboard.type('Reported to the funder')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('link', { name: /^Last day/ })).toBeVisible()
  await dialog.getByLabel('First day').fill('01.01.2024')
  await dialog.getByLabel('Last day').fill('31.12.2024')
  await dialog.getByLabel('Why they are locked').focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('listitem')).toContainText('Reported to the funder')
}

test('days are locked, excepted and lifted by keyboard, and a locked value says why', async ({ page }) => {
  test.setTimeout(60_000)
  const { values } = await projectWithYears(page.request)
  await page.goto(values)
  await settled(page)
  await cell(page, 2024).focus()
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await expect(cell(page, 2024)).toContainText('draft')
  await cell(page, 2024).focus()
  await page.keyboard.press('Alt+h')
  await expect(cell(page, 2024)).toContainText('handed in')

  await page.getByRole('button', { name: 'Locked days' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Locked days' })
  await expect(dialog).toContainText('No days are locked.')
  // Escape is pressed by mistake: what was typed is not lost without a question.
  await tabTo(page, 'Lock days')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Why they are locked').focus()
  await page.keyboard.type('Sent')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(dialog.getByLabel('Why they are locked')).toHaveValue('Sent')
  await dialog.getByRole('button', { name: 'Cancel' }).focus()
  await page.keyboard.press('Enter')
  await lockYear(page)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.keyboard.press('Escape')

  // Words, a sign and the reason; the other year is free.
  await expect(cell(page, 2024)).toHaveAccessibleName(/locked: Reported to the funder/)
  await expect(cell(page, 2025)).not.toHaveAccessibleName(/locked/)
  // What cannot be accepted is not offered, however much of it waits.
  await expect(page.getByRole('button', { name: /^Accept what waits/ })).toHaveCount(0)
  await cell(page, 2024).focus()
  await page.keyboard.type('9')
  await expect(details(page)).toContainText(/Locked by .*2024.*: Reported to the funder/)
  await expect(details(page).getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await expect(details(page).getByRole('button', { name: 'Return' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await cell(page, 2024).focus()
  await page.keyboard.press('Alt+a')
  await expect(page.getByText(/^These days are locked/)).toBeVisible()
  await expect(cell(page, 2024)).toContainText('handed in')

  await page.getByRole('button', { name: 'Locked days (1)' }).focus()
  await page.keyboard.press('Enter')
  await tabTo(page, /^Make an exception/)
  await page.keyboard.press('Enter')
  await dialog.getByLabel('Indicator', { exact: true }).selectOption({ label: 'Wells repaired' })
  await dialog.getByLabel('Until and including').fill('31.12.2099')
  await dialog.getByRole('button', { name: 'Save the exception' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('region', { name: 'Exceptions' })).toContainText('Wells repaired')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(cell(page, 2024)).not.toHaveAccessibleName(/locked/)
  await cell(page, 2024).focus()
  await page.keyboard.press('Alt+a')
  await expect(cell(page, 2024)).toContainText('accepted')

  await page.getByRole('button', { name: 'Locked days (1)' }).click()
  await dialog.getByRole('button', { name: /^End the exception.*Wells repaired/ }).click()
  await expect(dialog.getByRole('region', { name: 'Exceptions' })).toHaveCount(0)
  await dialog.getByRole('button', { name: /^Lift the lock/ }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Lift the lock' }).click()
  await expect(dialog).toContainText('No days are locked.')
})

test('a lock of the programme holds in its projects, also on a telephone', async ({ page }) => {
  const { values, programme } = await projectWithYears(page.request)
  await page.goto(programme)
  await settled(page)
  await page.getByRole('button', { name: 'Locked days' }).focus()
  await page.keyboard.press('Enter')
  await lockYear(page)
  await expect(page.getByRole('dialog')).toContainText('The whole programme')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Locked days (1)' })).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(values)
  await settled(page)
  await page.getByLabel('Period').selectOption({ label: '2024' })
  const field = page.getByLabel('Wells repaired')
  await expect(field).toHaveAttribute('readonly')
  await expect(page.getByText(/^Locked by .*: Reported to the funder/)).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'Locked days (1)' }).click()
  await expect(page.getByRole('dialog')).toContainText('The whole programme')
  await page.getByRole('button', { name: /^Make an exception/ }).click()
  await expect(page.getByRole('button', { name: 'Save the exception' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
})
