import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject, registry } from './making'

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

  // In the table, beside the length and below the small picture that are drawn of them.
  expect(await explainAll(page)).toEqual(['45', '20', '45', '45', '45'])

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

  expect(await explainAll(page)).toEqual(['45', '20', '45', '45'])

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
  await expect(page.getByText(/^As of .*, from accepted values$/)).toHaveCount(1)
  await expect(page.getByRole('figure', { name: 'Part by part' })).toContainText('Small businesses')
  await expect(page.getByRole('row', { name: /Trained in all/ })).toBeVisible()
  expect(await explainAll(page)).toEqual(['45', '20', '45', '45', '20', '45', '45', '45', '45'])
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByLabel('Level', { exact: true }).first().selectOption('impact')
  await expect(page.getByText('No indicators to show')).toBeVisible()
  await expect(page).toHaveURL(/kind=impact/)
})

/** A programme with two projects that count by one definition. */
async function alike(api: APIRequestContext): Promise<string[]> {
  const code = `VX-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`
  const draft = await made<{ id: string; version: number; versions: { id: string }[] }>(
    api,
    `${indicators}/definitions`,
    {
      code,
      name: { en: `Loans given ${code}` },
      original_language: 'en',
      kind: 'number',
      cumulation: 'summed',
      direction: 'increase',
    },
  )
  const path = `${indicators}/definitions/${draft.id}/versions/1/publication`
  const answer = await api.post(path, { headers: { 'if-match': `"${draft.version}"` } })
  expect(answer.ok(), await answer.text()).toBe(true)
  const programme = await made(api, `${registry}/programmes`, {
    code,
    title: { en: `Loans of ${code}` },
    original_language: 'en',
  })
  const count = async (place: string, value: string) => {
    const project = await made(api, `${registry}/projects`, {
      programme_id: programme.id,
      code: `${code}-${place[0]}`,
      title: { en: `Loans in the ${place}` },
      original_language: 'en',
    })
    const result = await made(api, `${indicators}/projects/${project.id}/results`, {
      kind: 'output',
      title: { en: 'Loans are given' },
      original_language: 'en',
    })
    const [to, { unit: _, decimals: __, direction: ___, ...use }] = indicatorOf(
      result.id,
      `Loans in the ${place}`,
      '80',
    )
    const indicator = await made(api, to, { ...use, definition_version_id: draft.versions[0]?.id })
    await counted(api, indicator.id, 2006, value)
    return project.id
  }
  return [await count('North', '20'), await count('South', '60')]
}

test('projects stand side by side on what they count alike', async ({ page }) => {
  const projects = await alike(page.request)
  await page.goto(`/results?view=compare&projects=${projects.join('.')}`)
  await settled(page)
  const table = page.getByRole('region', { name: 'Compare projects' })
  await expect(table.getByRole('columnheader', { name: /Loans in the South/ })).toBeVisible()
  await expect(table.getByRole('row', { name: /Loans given/ })).toContainText(/20.*60/)
  // In the table, and beside what is drawn of them.
  expect(await explainAll(page)).toEqual(['20', '60', '20', '60', '20', '60'])
  expect(await accessibilityFindings(page)).toEqual([])

  await table.getByRole('button', { name: /Take out: VX-.*-S/ }).click()
  await expect(page.getByText('Choose two projects')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
})

test('projects that count nothing alike say so', async ({ page }) => {
  const one = await framework(page.request)
  const other = await framework(page.request)
  await page.goto(`/results?view=compare&projects=${one.project}.${other.project}`)
  await settled(page)
  await expect(page.getByText('They share no definition of an indicator.')).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('indicators are cards, and what explains them fits', async ({ page }) => {
    const { project } = await framework(page.request)
    await page.goto(`/projects/${project}/results?view=performance`)
    await settled(page)
    await expect(page.getByRole('heading', { name: /Entrepreneurs trained/ })).toBeVisible()
    expect(await overflow(page)).toBe(0)

    expect(await explainAll(page)).toEqual(['45', '20', '45', '45', '45'])

    await page.locator('.figure-link').last().click()
    await expect(panel(page).getByTestId('explained')).toHaveText('45')
    expect(await overflow(page)).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
  })

  test('what is empty says why, and leads on to where something is', async ({ page }) => {
    const { programme, project } = await ownProject(page.request, 'Targets alone')
    const result = { kind: 'output', title: { en: 'Benches stand' }, original_language: 'en' }
    const own = await made(page.request, `${indicators}/projects/${project.id}/results`, result)
    for (const title of ['Benches', 'Towns', 'Villages', 'Squares']) {
      const { id } = await made(page.request, ...indicatorOf(own.id, title, '12'))
      const days = { starts_on: '2006-01-01', ends_on: '2006-12-31' }
      await made(page.request, `${indicators}/indicators/${id}/periods`, days)
    }
    await page.goto(`/programmes/${programme.id}/results?view=performance`)
    await expect(page.getByText('The programme has no indicators of its own')).toBeVisible()
    await page.getByRole('button', { name: 'How the indicators of its projects stand' }).click()
    await expect(
      page.getByText('4 indicators have a target, but no value of theirs is accepted.'),
    ).toBeVisible()
    await settled(page)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)

    // All are of one project: its name is open, each card says the most needed alone.
    const card = page.getByRole('listitem').filter({ hasText: 'Villages' })
    await expect(card).toContainText('no value · Target 12')
    await expect(card.getByText('2006')).toBeHidden()
    await card.getByText('Baseline and each period').click()
    await expect(card.getByText('2006')).toBeVisible()

    await page.getByRole('button', { name: 'Record values' }).click()
    await expect(page).toHaveURL(`/projects/${project.id}/values`)
    await page.goto(`/projects/${project.id}/results`)
    await expect(page.getByRole('heading', { name: 'No values yet' })).toBeVisible()
  })
})
