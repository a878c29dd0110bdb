import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, registry } from './making'

const unique = (start: string) => `${start}-${Date.now()}-${Math.random().toString(36).slice(2, 6)}`

const definition = (api: APIRequestContext, code: string, more: object = {}) =>
  made<{ id: string; version: number; versions: { id: string }[] }>(api, `${indicators}/definitions`, {
    code,
    name: { en: `Loans given ${code}`, pl: `Udzielone pożyczki ${code}` },
    original_language: 'en',
    kind: 'number',
    cumulation: 'summed',
    ...more,
  })

const language = async (page: Page, path: string, tag: string) => {
  await page.addInitScript((chosen) => localStorage.setItem('bromost.language', chosen), tag)
  await page.goto(path)
  await settled(page)
}

/** What was said of a success has gone: two of them are two landmarks of one name. */
const quiet = (page: Page) =>
  expect(page.locator('.toasts .aksel-base-alert')).toHaveCount(0, { timeout: 20_000 })

test('a definition is made, published, changed by a new version and archived', async ({ page }) => {
  const code = unique('E2E')
  await page.goto('/library')
  await settled(page)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'New definition' }).first().click()
  await settled(page)

  // Nothing is offered that does not go together, and it is said why.
  await page.getByLabel('Who is counted').selectOption('People, once in a period')
  await expect(page.getByLabel('Over several projects')).toHaveValue('none')
  await page.getByText('choices are not possible here').last().click()
  await expect(page.getByText('nobody can tell who was counted twice').last()).toBeVisible()
  await page.getByLabel('Kind', { exact: true }).selectOption('Percentage')
  await expect(page.getByText('told as so many of so many')).toBeVisible()
  await expect(page.getByLabel('Highest value').first()).toHaveValue('100')
  await expect(page.getByLabel('Who is counted')).toHaveCount(0)
  await page.getByLabel('Kind', { exact: true }).selectOption('Scale of steps')
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByLabel('Name, English').fill(`Cooperation ${code}`)
  for (const [number, words] of ['Contact', 'Trust'].entries()) {
    await page.getByRole('button', { name: 'Add step' }).click()
    await page.getByLabel(`Number of step ${number + 1}`).fill(String(number + 1))
    await page.getByLabel(`Words of step ${number + 1}, English`).fill(words)
  }
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(page.getByRole('heading', { name: `Cooperation ${code}`, level: 1 })).toBeVisible()
  await expect(page.getByText('Nobody can choose it until it is published')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Newest published')).toBeVisible()

  await page.getByRole('button', { name: 'New version' }).click()
  await settled(page)
  await page.getByRole('button', { name: 'Add step' }).click()
  await page.getByLabel('Number of step 3').fill('3')
  await page.getByLabel('Words of step 3, English').fill('Partnership')
  await page.getByRole('button', { name: 'Save as draft' }).click()
  const changes = page.getByRole('table', { name: 'Version 2' })
  await expect(changes.getByRole('row').filter({ hasText: 'Steps' })).toContainText('Partnership')
  await quiet(page)
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Archive' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('button', { name: 'Restore' })).toBeVisible()
  await page.goto(`/library?q=${code}`)
  await settled(page)
  await expect(page.getByText('No definition fits')).toBeVisible()
  await page.getByLabel('Archived ones').selectOption('Shown too')
  await expect(page.getByRole('link', { name: `Cooperation ${code}` })).toBeVisible()
})

test('a breakdown is made and arranged, and keeps a place for what nobody knows', async ({ page }) => {
  const code = unique('e2e')
  await page.goto('/library/axes/new')
  await settled(page)
  await page.getByLabel('Code', { exact: true }).fill(code)
  await page.getByLabel('Name, English').fill(`Age ${code}`)
  for (const [number, name] of ['Young', 'Old'].entries()) {
    await page.getByLabel(`Code of category ${number + 1}`).fill(name.toLowerCase())
    await page.getByLabel(`Category ${number + 1}, English`).fill(name)
  }
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: `Age ${code}`, level: 1 })).toBeVisible()
  await expect(page.getByRole('row').last()).toContainText('For what nobody knows')
  await page.getByRole('button', { name: 'Move Old up' }).click()
  await expect(page.getByRole('row').nth(1)).toContainText('Old')

  await page.getByRole('button', { name: 'Add category' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name, English').fill('In between')
  await dialog.getByLabel('Code').fill('between')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row').nth(3)).toContainText('In between')
  await page.getByRole('button', { name: 'Remove Young' }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
  await quiet(page)
  expect(await accessibilityFindings(page)).toEqual([])
})

test('the library reads well in Polish and on a phone', async ({ page }) => {
  const code = unique('E2E')
  const { id } = await definition(page.request, code)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of [
    '/library',
    '/library/new',
    `/library/${id}`,
    `/library/${id}/draft`,
    '/library/axes',
  ]) {
    await language(page, path, 'pl')
    expect(await accessibilityFindings(page), path).toEqual([])
    expect(await overflow(page), path).toBe(0)
  }
  await page.goto(`/library/${id}`)
  await expect(page.getByRole('heading', { name: `Udzielone pożyczki ${code}`, level: 1 })).toBeVisible()
  await expect(page.getByText('Wartości projektów się dodaje.')).toBeVisible()
})

/** A definition that can be chosen. */
async function published(api: APIRequestContext, code: string) {
  const draft = await definition(api, code)
  const answer = await api.post(`${indicators}/definitions/${draft.id}/versions/1/publication`, {
    headers: { 'if-match': `"${draft.version}"` },
  })
  expect(answer.ok()).toBe(true)
  return draft.id
}

/** A second version of it, published. */
async function renewed(api: APIRequestContext, id: string, says: object = { population: 'contacts' }) {
  const path = `${indicators}/definitions/${id}`
  const match = async () => {
    const { version } = await (await api.get(path)).json()
    return { 'if-match': `"${version}"` }
  }
  await api.post(`${path}/versions`, { data: says, headers: await match() })
  const answer = await api.post(`${path}/versions/2/publication`, { headers: await match() })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** The results page of a new project with one result. */
async function resultsPage(api: APIRequestContext, code: string): Promise<string> {
  const titles = { title: { en: `Water ${code}` }, original_language: 'en' }
  const programme = await made(api, `${registry}/programmes`, { code, ...titles })
  const project = await made(api, `${registry}/projects`, { programme_id: programme.id, code, ...titles })
  await made(api, `${indicators}/projects/${project.id}/results`, { kind: 'output', ...titles })
  return `/projects/${project.id}/results`
}

test('an indicator goes by a definition, which is read in the framework and not entered', async ({
  page,
}) => {
  const code = unique('E2E')
  const id = await published(page.request, code)
  await page.goto(await resultsPage(page.request, code))
  await settled(page)
  await page.getByRole('button', { name: /^Add indicator/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('How it is defined').selectOption('By a definition of the library')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByRole('link', { name: /^Definition: / })).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Definition' }).fill(code)
  await page.getByRole('option', { name: new RegExp(code) }).click()
  await expect(dialog.getByText('The values of the projects are added.')).toBeVisible()
  await dialog.getByLabel('Value to reach').fill('80')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 4, name: `Loans given ${code}` })).toBeVisible()

  await page.getByRole('button', { name: `Change: Loans given ${code}` }).click()
  await expect(dialog.getByText('How it is counted is said in the library')).toBeVisible()
  await expect(dialog.getByRole('link', { name: `${code}, version 1` })).toBeVisible()
  await expect(dialog.getByLabel('Kind', { exact: true })).toHaveCount(0)
  await expect(dialog.getByLabel('Value to reach')).toHaveValue('80')
  await quiet(page)
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  // A newer version is taken into use from a day on; what was before is told apart.
  await renewed(page.request, id)
  await page.reload()
  await settled(page)
  const card = page.getByRole('article', { name: `Loans given ${code}` })
  await card.getByRole('button', { name: /^Values of 0 periods/ }).click()
  for (const year of ['2005', '2006']) {
    await card.getByRole('button', { name: 'Add period' }).click()
    await dialog.getByRole('textbox', { name: 'First day' }).fill(`01/01/${year}`)
    await dialog.getByRole('textbox', { name: 'Last day' }).fill(`31/12/${year}`)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(card.getByRole('row', { name: new RegExp(year) })).toBeVisible()
  }
  await card.getByRole('button', { name: 'Take version 2 into use' }).click()
  await expect(dialog.getByText(`${code}, version 2`)).toBeVisible()
  await dialog.getByRole('textbox', { name: 'From which day' }).fill('01/01/2006')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('The register counts contacts')
  await quiet(page)
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Take into use' }).click()
  await expect(card.getByRole('row').nth(2)).toHaveText('Counted otherwise from 1 Jan 2006')
  await expect(card.getByRole('button', { name: 'Take version 2 into use' })).toHaveCount(0)
  await page.goto(`/library/${id}`)
  await expect(page.getByRole('row').filter({ hasText: `Loans given ${code}` })).toContainText(
    'Since 1 Jan 2006',
  )
})

/** A programme with two projects, each with an indicator that goes by a definition. */
async function twoUses(api: APIRequestContext, code: string, definition: string) {
  const { versions } = await (await api.get(`${indicators}/definitions/${definition}`)).json()
  const by = { definition_version_id: versions[0].id }
  const titled = (name: string) => ({ title: { en: `${name} ${code}` }, original_language: 'en' })
  const programme = await made(api, `${registry}/programmes`, { code, ...titled('Loans') })
  const uses: string[] = []
  for (const place of ['North', 'South']) {
    const project = { programme_id: programme.id, code: `${code}-${place}`, ...titled(place) }
    const { id } = await made(api, `${registry}/projects`, project)
    const result = { kind: 'output', ...titled('Loans given') }
    const { id: below } = await made(api, `${indicators}/projects/${id}/results`, result)
    uses.push((await made(api, `${indicators}/results/${below}/indicators`, by)).id)
  }
  return uses
}

test('all indicators of a programme take a newer version, but what it would harm', async ({ page }) => {
  const code = unique('E2E')
  const id = await published(page.request, code)
  const [, south] = await twoUses(page.request, code, id)
  const days = { starts_on: '2005-07-01', ends_on: '2006-06-30' }
  await made(page.request, `${indicators}/indicators/${south}/periods`, days)
  await renewed(page.request, id, { cumulation: 'none', over_time: 'latest' })

  await page.goto(`/library/${id}`)
  await page.getByRole('button', { name: 'Take version 2 into use' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Take version 2 of/ })).toBeVisible()
  await page.getByRole('button', { name: 'Show what would change' }).click()
  await expect(page.getByRole('link', { name: /^Programme: / })).toBeVisible()
  await page.getByRole('combobox', { name: 'Programme' }).fill(code)
  await page.getByRole('option', { name: new RegExp(code) }).click()
  await page.getByRole('textbox', { name: 'From which day' }).fill('01/01/2006')
  await page.getByRole('textbox', { name: 'Why' }).fill('The register counts otherwise')
  await page.getByRole('button', { name: 'Show what would change' }).click()

  const preview = page.getByRole('region', { name: 'What would change' })
  const uses = preview.getByRole('listitem')
  await expect(uses.filter({ hasText: `${code}-North` })).toContainText('The series breaks')
  await expect(uses.filter({ hasText: `${code}-South` })).toContainText('choose its first day')
  await expect(preview.getByRole('heading')).toBeFocused()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)

  await preview.getByRole('button', { name: 'Let 1 indicator go by version 2 from 1 Jan 2006' }).click()
  const done = page.getByRole('region', { name: 'What has changed' })
  await expect(done).toContainText('1 indicator goes by version 2 from 1 Jan 2006')
  await expect(done).toContainText('1 indicator is refused and stays as it is')
  await expect(done.getByRole('heading')).toBeFocused()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })
  await done.getByRole('link').last().click()
  await settled(page)
  await expect(page.getByRole('article', { name: `Loans given ${code}` })).toBeVisible()
  await page.goto(`/library/${id}`)
  const rows = page.getByRole('row').filter({ hasText: `${code}-` })
  await expect(rows.filter({ hasText: 'North' })).toContainText('Since 1 Jan 2006')
  await expect(rows.filter({ hasText: 'South' })).toContainText('From the beginning')
})

test.describe('what the service refuses', () => {
  test.use({ expected: [/422/] })
  test('an own rule of each kind asks for what it needs', async ({ page }) => {
    const code = unique('E2E')
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(await resultsPage(page.request, code))
    await settled(page)
    await page.getByRole('button', { name: /^Add indicator/ }).click()
    const dialog = page.getByRole('dialog')
    const kind = dialog.getByLabel('Kind', { exact: true })
    await kind.selectOption('Yes or no')
    await dialog.getByLabel('Value to reach').selectOption('Yes')
    await kind.selectOption('Milestone')
    await expect(dialog.getByLabel('Value to reach')).toContainText('Not reached')
    await kind.selectOption('Told in words')
    await expect(dialog.getByLabel('Value to reach')).toHaveCount(0)
    await kind.selectOption('Percentage')
    await expect(dialog.getByLabel('Of so many').first()).toBeVisible()
    await kind.selectOption('Formula')
    await dialog.getByLabel('What is measured, English').fill('Cost per head')
    await dialog.getByLabel('Formula', { exact: true }).fill('[T1] /')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('link', { name: /^Formula: / })).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })
})

test.describe('for who may not write', () => {
  test('nothing is offered to change, and drafts are not there', async ({ page, browser }) => {
    const code = unique('E2E')
    const { id, version } = await definition(page.request, code)
    const { signedInAs } = await import('./people')
    const context = await browser.newContext({ storageState: signedInAs('reader') })
    const reader = await context.newPage()
    await reader.goto(`/library?q=${code}`)
    await expect(reader.getByText('No definition fits')).toBeVisible()
    await page.request.post(`${indicators}/definitions/${id}/versions/1/publication`, {
      headers: { 'if-match': `"${version}"` },
    })
    await reader.goto(`/library/${id}`)
    await settled(reader)
    await expect(reader.getByText('The values of the projects are added.')).toBeVisible()
    await expect(reader.getByRole('button', { name: 'New version' })).toHaveCount(0)
    await expect(reader.getByRole('button', { name: 'Archive' })).toHaveCount(0)
    await context.close()
  })
})
