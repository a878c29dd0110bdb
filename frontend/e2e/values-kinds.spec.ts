import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

/** A project with a number by sex, a share, and a question of yes or no. */
async function projectOfManyKinds(api: APIRequestContext) {
  const { code, programme, project } = await ownProject(api, 'Training')
  const axis = await made(api, `${indicators}/axes`, {
    code: code.toLowerCase(),
    programme_id: programme.id,
    name: { en: 'Sex' },
    original_language: 'en',
    categories: [
      { code: 'women', name: { en: 'Women' } },
      { code: 'men', name: { en: 'Men' } },
    ],
  })
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    title: { en: 'People are trained' },
    original_language: 'en',
  })
  for (const more of [
    { title: { en: 'People trained' }, unit: 'number', axis_ids: [axis.id] },
    { title: { en: 'Share that passed' }, unit: 'percent', decimals: 1 },
    { title: { en: 'Rules adopted' }, kind: 'yes_no', unit: 'none' },
  ]) {
    const path = `${indicators}/results/${result.id}/indicators`
    const { id } = await made(api, path, { direction: 'increase', ...more })
    await made(api, `${indicators}/indicators/${id}/periods`, {
      starts_on: '2026-01-01',
      ends_on: '2026-12-31',
    })
  }
  return `/projects/${project.id}/values`
}

test('a value is said in the way of its kind, by groups that come to it, or not at all', async ({ page }) => {
  const address = await projectOfManyKinds(page.request)
  await page.goto(address)
  await settled(page)
  const cell = (name: string) =>
    page.getByRole('gridcell', { name: new RegExp(`^${name}`) }).getByRole('button')
  const details = page.getByRole('complementary', { name: 'Details of the value' })
  const save = details.getByRole('button', { name: 'Save as a draft' })

  // What is made of groups has no room in a cell.
  await cell('People trained').focus()
  await page.keyboard.press('Enter')
  await details.getByLabel('Value', { exact: true }).fill('10')
  await details.getByLabel('Women').fill('5')
  await details.getByLabel('Men', { exact: true }).fill('4')
  await save.click()
  await expect(details.getByText('The groups do not come to the whole.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await details.getByLabel('Unknown').fill('1')
  await details.getByRole('textbox', { name: 'Comment' }).fill('One did not say')
  await details.getByRole('button', { name: 'Add a link' }).click()
  await details.getByLabel('What it is').fill('Attendance list')
  await details.getByLabel('Web address').fill('https://example.org/list')
  await save.click()
  await expect(cell('People trained')).toContainText('10 draft')
  await expect(details.getByRole('link', { name: 'Attendance list' })).toBeVisible()
  await expect(details.getByLabel('Women')).toHaveValue('5')

  await cell('Share that passed').focus()
  await page.keyboard.type('30/40')
  await page.keyboard.press('Enter')
  await expect(cell('Share that passed')).toContainText('30/40 draft')
  await expect(cell('Rules adopted')).toBeFocused()
  await page.keyboard.type('y')
  await page.keyboard.press('Enter')
  await expect(cell('Rules adopted')).toContainText('Yes draft')

  await cell('Share that passed').focus()
  await page.keyboard.press('Control+Enter')
  await expect(details.getByRole('region', { name: 'What was recorded' })).toContainText('75.0% (30 / 40)')
  await details.getByLabel('State').selectOption('not_applicable')
  await details.getByRole('button', { name: 'Save and hand in' }).click()
  await expect(cell('Share that passed')).toContainText('not applicable handed in')
})
