import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, registry } from './making'

interface Versioned {
  id: string
  version: number
  current: { id: string } | null
}

/** A period whose value was recorded and accepted. */
async function counted(api: APIRequestContext, indicator: string, year: number, value: string) {
  const period = await made<Versioned>(api, `${indicators}/indicators/${indicator}/periods`, {
    starts_on: `${year}-01-01`,
    ends_on: `${year}-12-31`,
    target_value: '40',
  })
  const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value, state: 'reported' },
    headers: { 'If-Match': `"${period.version}"` },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  const { current } = (await answer.json()) as Versioned
  const steps = [{ entry_id: current?.id, status: 'accepted' }]
  const accepted = await api.post(`${indicators}/entry-steps`, { data: { steps } })
  expect(((await accepted.json()) as { done: number }).done).toBe(1)
}

const indicatorOf = (result: string, title: string, target: string) =>
  [
    `${indicators}/results/${result}/indicators`,
    {
      title: { en: title },
      unit: 'number',
      decimals: 0,
      direction: 'increase',
      baseline_value: '0',
      baseline_on: '2004-01-01',
      target_value: target,
      target_on: '2006-12-31',
    },
  ] as const

/** A programme's indicator into which one of a project goes. */
async function framework(api: APIRequestContext): Promise<{ programme: string; project: string }> {
  const code = `VW-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`
  const programme = await made(api, `${registry}/programmes`, {
    code,
    title: { en: `Views of ${code}` },
    original_language: 'en',
  })
  const project = await made(api, `${registry}/projects`, {
    programme_id: programme.id,
    code,
    title: { en: `Small businesses ${code}` },
    original_language: 'en',
  })
  const result = { kind: 'output', title: { en: 'Entrepreneurs are trained' }, original_language: 'en' }
  const above = await made(api, `${indicators}/programmes/${programme.id}/results`, result)
  const own = await made(api, `${indicators}/projects/${project.id}/results`, result)
  const parent = await made(api, ...indicatorOf(above.id, 'Trained in all', '200'))
  const child = await made(api, ...indicatorOf(own.id, 'Entrepreneurs trained', '80'))
  for (const year of [2005, 2006]) {
    await made(api, `${indicators}/indicators/${parent.id}/periods`, {
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    })
  }
  await counted(api, child.id, 2005, '20')
  await counted(api, child.id, 2006, '45')
  await made(api, `${indicators}/indicators/${child.id}/rollups`, { parent_indicator_id: parent.id })
  return { programme: programme.id, project: project.id }
}

const panel = (page: Page) => page.getByRole('dialog', { name: 'Where the figure comes from' })

/** Follows each figure of the page by keyboard; what is explained must be what is shown. */
async function explainAll(page: Page): Promise<string[]> {
  const links = page.locator('.figure-link')
  const shown: string[] = []
  for (let place = 0; place < (await links.count()); place++) {
    const link = links.nth(place)
    const text = (await link.innerText()).trim()
    await link.focus()
    await page.keyboard.press('Enter')
    await expect(panel(page).getByTestId('explained')).toHaveText(text)
    await page.keyboard.press('Escape')
    await expect(panel(page)).toBeHidden()
    await expect(link).toBeFocused()
    shown.push(text)
  }
  return shown
}

test('each figure of a table says where it comes from, by keyboard alone', async ({ page }) => {
  const { project } = await framework(page.request)
  await page.goto(`/projects/${project}/results?view=performance`)
  await settled(page)
  const row = page.getByRole('row', { name: /Entrepreneurs trained/ })
  await expect(row).toContainText('On track')

  expect(await explainAll(page)).toEqual(['20', '45', '45'])

  await row.getByRole('link', { name: /Explain 45: .*All periods/ }).click()
  await expect(panel(page)).toContainText('The latest of them')
  await expect(panel(page)).toContainText(/Value 1, recorded by .+ on/)
  await expect(panel(page)).toContainText('reported, accepted')
  await expect(panel(page)).toContainText('Entrepreneurs trained, version 1')
  expect(await accessibilityFindings(page)).toEqual([])

  // The address leads to the same.
  await page.reload()
  await expect(panel(page).getByTestId('explained')).toHaveText('45')
})

test('a programme names who contributes, and explains its figure by theirs', async ({ page }) => {
  const { programme } = await framework(page.request)
  await page.goto(`/programmes/${programme}/results?view=performance`)
  await settled(page)
  await expect(page.getByRole('row', { name: /Trained in all/ })).toContainText(/From: VW-/)

  expect(await explainAll(page)).toEqual(['20', '45', '45'])

  await page
    .getByRole('link', { name: /Explain 45: Trained in all, 2006/ })
    .first()
    .click()
  await expect(panel(page).getByRole('link', { name: 'Entrepreneurs trained' })).toBeVisible()
})

test('a dashboard counts what its table lists, and each figure is explained', async ({ page }) => {
  const { programme } = await framework(page.request)
  await page.goto(`/results?programme=${programme}&by=project`)
  await settled(page)
  await expect(page.getByRole('figure', { name: 'How many stand how' })).toContainText('Of 2 indicators')
  await expect(page.getByRole('figure', { name: 'Part by part' })).toContainText('Small businesses')
  await expect(page.getByRole('row', { name: /Trained in all/ })).toBeVisible()
  expect(await explainAll(page)).toEqual(['20', '45', '45', '20', '45', '45'])
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByLabel('Level', { exact: true }).first().selectOption('impact')
  await expect(page.getByText('No indicators to show')).toBeVisible()
  await expect(page).toHaveURL(/kind=impact/)
})

test('projects stand side by side on what they count alike', async ({ page }) => {
  const first = await framework(page.request)
  const shared = await made(page.request, `${registry}/projects`, {
    programme_id: first.programme,
    code: `VX-${Date.now()}`,
    title: { en: 'Small businesses elsewhere' },
    original_language: 'en',
  })
  await page.goto(`/results?view=compare&projects=${first.project}.${shared.id}`)
  await settled(page)
  await expect(page.getByText('They share no definition of an indicator.')).toBeVisible()
  const table = page.getByRole('region', { name: 'Compare projects' })
  await expect(table.getByRole('columnheader', { name: /Small businesses elsewhere/ })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await table.getByRole('button', { name: /Take VX-/ }).click()
  await expect(page.getByText('Choose two projects')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('indicators are cards, and what explains them fits', async ({ page }) => {
    const { project } = await framework(page.request)
    await page.goto(`/projects/${project}/results?view=performance`)
    await settled(page)
    await expect(page.getByRole('heading', { name: /Entrepreneurs trained/ })).toBeVisible()
    expect(await overflow(page)).toBe(0)

    expect(await explainAll(page)).toEqual(['20', '45', '45'])

    await page.locator('.figure-link').last().click()
    await expect(panel(page).getByTestId('explained')).toHaveText('45')
    expect(await overflow(page)).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
  })
})
