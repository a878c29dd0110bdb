import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

// A rule that names the same indicator twice is refused on purpose.
test.use({ expected: [/status of 422/] })

/** People and women who were trained in 2025, of whom nobody has told yet. */
async function trained(api: APIRequestContext): Promise<string> {
  const { project } = await ownProject(api, 'Training')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    title: { en: 'Entrepreneurs are trained' },
    original_language: 'en',
  })
  for (const name of ['People trained', 'Women trained']) {
    const about = { title: { en: name }, unit: 'number', direction: 'increase', decimals: 0 }
    const path = `${indicators}/results/${result.id}/indicators`
    const { id } = await made(api, path, { ...about, cumulation: 'none' })
    const days = { starts_on: '2025-01-01', ends_on: '2025-12-31' }
    await made(api, `${indicators}/indicators/${id}/periods`, days)
  }
  return `/projects/${project.id}`
}

async function pick(page: Page, form: Locator, label: string, name: string): Promise<void> {
  await form.getByRole('combobox', { name: label, exact: true }).fill(name)
  await page.getByRole('option', { name, exact: true }).click()
}

const cell = (page: Page, indicator: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^${indicator}, 2025`) }).getByRole('button')

test('a rule between indicators is laid down, broken, confirmed and handed in', async ({ page }) => {
  const project = await trained(page.request)
  await page.goto(`${project}/results`)
  await settled(page)
  await page.getByRole('button', { name: 'Rules between indicators', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Rules between indicators' })
  await expect(dialog.getByText('There are no rules between indicators yet')).toBeVisible()
  await dialog.getByRole('button', { name: 'Add a rule' }).click()
  await pick(page, dialog, 'Indicator', 'Women trained')
  await pick(page, dialog, 'Held against', 'Women trained')
  await dialog.getByRole('textbox', { name: /told, English/ }).fill('Count the list again.')
  await dialog.getByRole('button', { name: 'Keep the rule' }).click()
  await expect(dialog.getByRole('link', { name: /This is there twice/ })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await pick(page, dialog, 'Held against', 'People trained')
  await dialog.getByRole('button', { name: 'Keep the rule' }).click()
  await expect(dialog.getByRole('heading', { name: 'Women trained is at most People trained' })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.goto(`${project}/values`)
  await settled(page)
  for (const [name, value] of [
    ['People trained', '10'],
    ['Women trained', '12'],
  ] as const) {
    await cell(page, name).focus()
    await page.keyboard.type(value)
    await page.keyboard.press('Enter')
  }
  const said = 'Women trained (12) is to be at most People trained (10).'
  const told = `Count the list again. ${said}`
  await expect(cell(page, 'Women trained')).toHaveAccessibleName(
    new RegExp(`12 draft check: ${told.replaceAll(/[().]/g, '\\$&')}`),
  )
  await cell(page, 'Women trained').focus()
  await page.keyboard.press('Control+Enter')
  const details = page.getByRole('complementary', { name: 'Details of the value' })
  await expect(details.getByText(told)).toBeVisible()
  await details.getByRole('textbox', { name: 'Why it is right' }).fill('Two came without a name')
  await details.getByRole('button', { name: 'It is right' }).click()
  await expect(details.getByText('Two came without a name')).toBeVisible()
  await expect(cell(page, 'Women trained')).not.toContainText('check')
  expect(await accessibilityFindings(page)).toEqual([])
  await cell(page, 'Women trained').focus()
  await page.keyboard.press('Alt+h')
  await expect(cell(page, 'Women trained')).toContainText('handed in')
})
