import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

interface Axis {
  id: string
  categories: { id: string }[]
}
interface Period {
  id: string
  version: number
}

/** People trained in two years, by sex; of some in the second year nobody said it. */
async function trainedBySex(api: APIRequestContext) {
  const { code, programme, project } = await ownProject(api, 'Parts')
  const axis = await made<Axis>(api, `${indicators}/axes`, {
    code: code.toLowerCase(),
    programme_id: programme.id,
    name: { en: 'Sex' },
    original_language: 'en',
    categories: [
      { code: 'women', name: { en: 'Women' } },
      { code: 'men', name: { en: 'Men' } },
    ],
  })
  const [women, men] = axis.categories.map(({ id }) => id)
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    title: { en: 'People are trained' },
    original_language: 'en',
  })
  const { id } = await made(api, `${indicators}/results/${result.id}/indicators`, {
    title: { en: 'People trained' },
    unit: 'number',
    direction: 'increase',
    cumulation: 'none',
    over_time: 'sum',
    axis_ids: [axis.id],
  })
  for (const [year, value, ...parts] of [
    [2024, 12, 7, 5],
    [2025, 20, 9, 8],
  ] as const) {
    const period = await made<Period>(api, `${indicators}/indicators/${id}/periods`, {
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    })
    const cells = [women, men].map((category, at) => ({ categories: [category], value: `${parts[at]}` }))
    const said = await api.post(`${indicators}/periods/${period.id}/entries`, {
      data: { value: `${value}`, state: 'reported', cells, is_partial: true },
      headers: { 'If-Match': `"${period.version}"` },
    })
    expect(said.status(), await said.text()).toBe(201)
    const { current } = (await said.json()) as { current: { id: string } }
    const steps = [{ entry_id: current.id, status: 'accepted' }]
    const accepted = await api.post(`${indicators}/entry-steps`, { data: { steps } })
    expect(((await accepted.json()) as { done: number }).done).toBe(1)
  }
  return `/projects/${project.id}/results`
}

test('what the parts of a value come to is seen as a chart and as a table', async ({ page }) => {
  const address = await trainedBySex(page.request)
  await page.goto(address)
  await settled(page)
  const card = page.getByRole('article', { name: 'People trained' })
  const figure = card.getByRole('figure', { name: 'Divided by: Sex' })
  await expect(figure).toContainText('Women 16, Men 13, Unknown 3.')
  await expect(figure).toContainText('Unknown: It was not told to which part it belongs.')
  await figure.getByRole('radio', { name: 'Table' }).focus()
  await page.keyboard.press('Space')
  await expect(figure.getByRole('row', { name: 'Women 7 9 16' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
})

test('the table of figures shows the parts of an axis, folds them and explains them', async ({ page }) => {
  const address = await trainedBySex(page.request)
  await page.goto(`${address}?view=performance`)
  await settled(page)
  await page.getByRole('button', { name: 'Divide figures by' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: 'Sex' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toBeHidden()
  const women = page.getByRole('row', { name: /^Women/ })
  await expect(women).toContainText('16')
  await expect(page.locator('a[download]')).toHaveAttribute('href', /by=/)
  expect(await accessibilityFindings(page)).toEqual([])

  const fold = page.getByRole('button', { name: /^Parts ?: People trained/ })
  await fold.focus()
  await page.keyboard.press('Enter')
  await expect(women).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(women).toBeVisible()

  await page.getByRole('link', { name: /Explain 3: People trained, Unknown$/ }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('3')
  await expect(panel).toContainText('It was not told to which part it belongs')
  await expect(panel.getByText('Unknown', { exact: true })).toBeVisible()
})
