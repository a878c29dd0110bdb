import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

/** Four years that were accepted and one that waits, of a count and of a running total. */
async function fiveYears(api: APIRequestContext) {
  const { project } = await ownProject(api, 'Courses')
  const titled = (en: string) => ({ title: { en }, original_language: 'en' })
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    ...titled('Entrepreneurs are trained'),
  })
  const rule = { unit: 'number', direction: 'increase', decimals: 0 }
  for (const [name, cumulation, values] of [
    ['People trained', 'none', [10, 12, 11, 14]],
    ['Members so far', 'running', [100]],
  ] as const) {
    const { title } = titled(name)
    const path = `${indicators}/results/${result.id}/indicators`
    const { id } = await made(api, path, { ...rule, title, cumulation })
    const entries: string[] = []
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      const days = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` }
      const period = await made(api, `${indicators}/indicators/${id}/periods`, days)
      const value = values[year - (2025 - values.length)]
      if (value === undefined) continue
      const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
        data: { value: String(value), state: 'reported' },
        headers: { 'if-match': '"1"' },
      })
      entries.push((await answer.json()).current.id)
    }
    const steps = entries.map((entry_id) => ({ entry_id, status: 'accepted' }))
    const accepted = await api.post(`${indicators}/entry-steps`, { data: { steps } })
    expect((await accepted.json()).done).toBe(entries.length)
  }
  return `/projects/${project.id}/values`
}

const cell = (page: Page, indicator: string) =>
  page.getByRole('gridcell', { name: new RegExp(`^${indicator}, 2025`) }).getByRole('button')

test('a value unlike the earlier ones is saved, looked at once more, confirmed and reviewed', async ({
  page,
}) => {
  await page.goto(await fiveYears(page.request))
  await settled(page)
  await cell(page, 'People trained').focus()
  await page.keyboard.type('60')
  await page.keyboard.press('Enter')
  await page.keyboard.type('90')
  await page.keyboard.press('Enter')
  const far = 'It is 5.2 times the usual; the earlier values were 10 to 14.'
  await expect(cell(page, 'People trained')).toHaveAccessibleName(new RegExp(`60 draft check: ${far}`))
  await expect(cell(page, 'Members so far')).toContainText('check')
  expect(await accessibilityFindings(page)).toEqual([])

  await cell(page, 'People trained').focus()
  await page.keyboard.press('Control+Enter')
  const details = page.getByRole('complementary', { name: 'Details of the value' })
  await expect(details.getByText(far)).toBeVisible()
  await expect(details.getByText('10 to 14, on average 12 (earlier values: 4)')).toBeVisible()
  await details.getByRole('button', { name: 'It is right' }).click()
  await expect(details.getByText('Say in a few words why it is right')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await details.getByRole('textbox', { name: 'Why it is right' }).fill('Two courses were held')
  await details.getByRole('button', { name: 'It is right' }).click()
  await expect(details.getByText('Two courses were held')).toBeVisible()
  await expect(cell(page, 'People trained')).not.toContainText('check')
  await details.getByRole('button', { name: 'Mark to come back to it' }).click()
  await details.getByRole('button', { name: 'Mark', exact: true }).click()
  await expect(details.getByText('Say in a few words what is to be looked into')).toBeVisible()
  await details.getByRole('textbox', { name: 'What is to be looked into' }).fill('Ask the school')
  await page.keyboard.press('Enter')
  const marked = details.getByRole('region', { name: 'Come back to it' })
  await expect(marked).toContainText('Ask the school')
  await expect(cell(page, 'People trained')).toHaveAccessibleName(/come back: Ask the school/)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'to come back to 1' }).click()
  await expect(cell(page, 'People trained')).toBeFocused()
  await marked.getByRole('button', { name: 'That is done' }).click()
  await expect(cell(page, 'People trained')).not.toContainText('come back')
  await cell(page, 'People trained').focus()
  for (const name of ['People trained', 'Members so far']) {
    await cell(page, name).focus()
    await page.keyboard.press('Alt+h')
    await expect(cell(page, name)).toContainText('handed in')
  }

  await page.goto(`${new URL(page.url()).pathname}?view=review`)
  await settled(page)
  const line = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(line('People trained')).toContainText('Two courses were held')
  await expect(line('Members so far')).toContainText('It is less than the 100 of 2024')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByText('a running total does not fall')).toBeVisible()
  expect(await overflow(page)).toBe(0)
})
