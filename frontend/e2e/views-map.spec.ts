import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

interface Period {
  id: string
  version: number
}

/** A definition of the library, and an indicator of the project that is counted by it. */
async function counting(api: APIRequestContext, project: string, code: string) {
  const draft = await made<{ id: string; version: number; versions: { id: string }[] }>(
    api,
    `${indicators}/definitions`,
    {
      code,
      name: { en: `Trees planted ${code}` },
      original_language: 'en',
      kind: 'number',
      cumulation: 'summed',
      direction: 'increase',
    },
  )
  const answer = await api.post(`${indicators}/definitions/${draft.id}/versions/1/publication`, {
    headers: { 'if-match': `"${draft.version}"` },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
  const result = await made(api, `${indicators}/projects/${project}/results`, {
    kind: 'output',
    title: { en: 'Trees are planted' },
    original_language: 'en',
  })
  const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, {
    definition_version_id: draft.versions[0]?.id,
    target_value: '100',
    target_on: '2006-12-31',
    baseline_value: '0',
    baseline_on: '2004-01-01',
  })
  return { definition: draft.id, indicator: indicator.id }
}

/** What was counted at each site in a year, all of it accepted. */
async function said(api: APIRequestContext, indicator: string, year: number, at: Record<string, string>) {
  let period = await made<Period>(api, `${indicators}/indicators/${indicator}/periods`, {
    starts_on: `${year}-01-01`,
    ends_on: `${year}-12-31`,
    target_value: '50',
  })
  for (const [place, value] of Object.entries(at)) {
    const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
      data: { value, state: 'reported', place_id: place },
      headers: { 'If-Match': `"${period.version}"` },
    })
    expect(answer.status(), await answer.text()).toBe(201)
    period = (await answer.json()) as Period
  }
  const entries = await api.get(`${indicators}/periods/${period.id}/entries`)
  const { items } = (await entries.json()) as { items: { id: string }[] }
  const steps = items.map(({ id }) => ({ entry_id: id, status: 'accepted' }))
  const done = await api.post(`${indicators}/entry-steps`, { data: { steps } })
  expect(((await done.json()) as { done: number }).done).toBe(steps.length)
}

const rows = (page: Page) => page.getByRole('region', { name: 'Figures by place' }).getByRole('row')

test('a map shows what was counted at each site, the table tells the same, by keyboard', async ({ page }) => {
  const api = page.request
  const { project, programme, code } = await ownProject(api, 'Map')
  const { definition, indicator } = await counting(api, project.id, code)
  const site = (name: string, point: object) =>
    made(api, `${indicators}/projects/${project.id}/places`, {
      name: { en: name },
      original_language: 'en',
      ...point,
    })
  const hill = await site('Hill', { latitude: '42.6', longitude: '21.1', country_code: 'XK' })
  const valley = await site('Valley', {})
  await said(api, indicator, 2005, { [hill.id]: '10', [valley.id]: '3' })
  await said(api, indicator, 2006, { [hill.id]: '20', [valley.id]: '4' })

  await page.goto(`/results?programme=${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Show on a map' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Map of results' })).toBeVisible()
  await expect(page.getByRole('figure', { name: `Trees planted ${code}` })).toContainText(
    '2 figures; without coordinates: 1.',
  )
  await expect(rows(page).filter({ hasText: 'Hill' })).toContainText('30')
  await expect(rows(page).filter({ hasText: 'Valley' })).toContainText('7')
  await expect(page.locator('.map-circle')).toHaveCount(1)
  expect(await accessibilityFindings(page)).toEqual([])

  // Stepping into a row marks its circle, and its figure says where it comes from.
  const figure = rows(page)
    .filter({ hasText: 'Hill' })
    .getByRole('link', { name: /Explain 30/ })
  await figure.focus()
  await expect(page.locator('.map-circle[data-marked="true"]')).toHaveCount(1)
  await page.keyboard.press('Enter')
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('37')
  await expect(panel).toContainText('Valley')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  // The same as a table and as a file.
  const chart = page.getByRole('figure', { name: `Trees planted ${code}` })
  await chart.getByRole('radio', { name: 'Table' }).click()
  await expect(chart.getByRole('row', { name: /Hill/ })).toContainText('30')
  const file = page.waitForEvent('download')
  await chart.getByRole('button', { name: /Download CSV/ }).click()
  expect((await file).suggestedFilename()).toMatch(/Trees planted/)
  await expect(page).toHaveURL(new RegExp(`programme=${programme.id}`))

  await page.goto(`/results?view=map&programme=${programme.id}&definition=${definition}&status=reached`)
  await settled(page)
  await expect(page.getByText('There is nothing to show on a map')).toBeVisible()

  // Small pictures from period to period, with the same as a table.
  await page.goto(`/projects/${project.id}/results?view=performance`)
  await settled(page)
  const small = page.getByRole('figure', { name: 'From period to period' })
  await expect(small.getByRole('listitem')).toHaveCount(1)
  await small.getByRole('radio', { name: 'Table' }).click()
  await expect(small.getByRole('row', { name: /2006/ })).toContainText('37')
})
