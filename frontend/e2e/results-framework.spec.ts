import { readFileSync } from 'node:fs'
import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, registry } from './making'

interface Made {
  id: string
  goals: { id: string }[]
}

/** A project in a programme with a goal and a result of its own. */
async function project(api: APIRequestContext): Promise<{ programme: string; project: string }> {
  const code = `E2E-${Date.now()}-${Math.random().toString(36).slice(2, 8)}`
  const programme = await made<Made>(api, `${registry}/programmes`, {
    code,
    title: { en: `Municipal cooperation ${code}` },
    original_language: 'en',
    goals: [{ text: { en: 'Effective administration' } }],
  })
  const { id } = await made<Made>(api, `${registry}/projects`, {
    programme_id: programme.id,
    code,
    title: { en: `Water supply ${code}` },
    original_language: 'en',
  })
  await made(api, `${indicators}/programmes/${programme.id}/results`, {
    kind: 'impact',
    title: { en: 'Trust in local authorities is stronger' },
    original_language: 'en',
    goal_ids: programme.goals.map((goal) => goal.id),
  })
  return { programme: programme.id, project: id }
}

async function pasteList(page: Page, list: string) {
  await page.getByRole('button', { name: 'Add many' }).click()
  await page.getByLabel('One on each line').fill(list)
  await page.getByRole('button', { name: 'Look at it' }).click()
}

const LIST = `Activity: Plumbers of both towns work together
Activity: Pumps are compared
Output: Leaks are found early
- Leaks found within a week
Outcome: Water flows all day
Wish: Nobody wastes water`

test('a framework is made from a list, tied together by keyboard, and drawn', async ({ page }) => {
  const { project: id } = await project(page.request)
  await page.goto(`/projects/${id}/results?view=structure`)
  await settled(page)
  await pasteList(page, LIST)
  await page.getByRole('button', { name: 'Add 6 lines' }).click()
  const table = page.getByRole('table', { name: 'Results and indicators by level' })
  const row = (name: string) => table.getByRole('row').filter({ hasText: name }).first()
  await expect(row('Pumps are compared')).toBeVisible()

  // By keyboard alone: up within its level, then a level on.
  await row('Pumps are compared').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('status').filter({ hasText: 'place 1 of 2 among Activities' })).toHaveCount(1)
  await expect(row('Pumps are compared')).toBeFocused()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.getByText('is now one of Outputs')).toHaveCount(1)

  await page.getByRole('button', { name: 'Ties of Plumbers of both towns work together' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Which result').selectOption({ label: 'Leaks are found early' })
  await dialog.getByLabel('What must hold for that').fill('They stay in their posts')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('They stay in their posts')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByLabel('What it builds').selectOption('Skills')
  await dialog.getByLabel('A municipal task').selectOption('Yes')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row('Plumbers of both towns')).toContainText('Leaks are found early')
  await expect(page.locator('.toasts .aksel-base-alert')).toHaveCount(0, { timeout: 20_000 })
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('link', { name: 'Picture' }).click()
  await expect(page.getByText(/results and 1 contributions/)).toBeVisible()
  await expect(page.getByRole('link', { name: /Activity Plumbers/ })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  for (const [name, start] of [
    ['SVG', '<svg'],
    ['PNG', '\x89PNG'],
  ] as const) {
    const waiting = page.waitForEvent('download')
    await page.getByRole('button', { name: `Download as ${name}` }).click()
    const file = await (await waiting).path()
    expect(readFileSync(file).subarray(0, start.length).toString('latin1')).toBe(start)
  }
  await page.getByRole('radio', { name: 'Table' }).click()
  await expect(page.getByRole('cell', { name: 'They stay in their posts' })).toBeVisible()
})

test.describe('with what cannot be', () => {
  test.use({ expected: [/409|422/] })

  test('an indicator goes into one of the programme, and a project has places', async ({ page }) => {
    const { project: id, programme } = await project(page.request)
    const measured = async (path: string, title: string, rule: object) => {
      const { id: result } = await made<Made>(page.request, `${indicators}/${path}/results`, {
        kind: 'outcome',
        title: { en: `Result of ${title}` },
        original_language: 'en',
      })
      await made(page.request, `${indicators}/results/${result}/indicators`, {
        title: { en: title },
        direction: 'increase',
        decimals: 0,
        ...rule,
      })
    }
    const adding = { unit: 'number', cumulation: 'summed', over_time: 'sum', over_children: 'sum' }
    await measured(`projects/${id}`, 'Pumps mended', adding)
    await measured(`programmes/${programme}`, 'Things mended', adding)
    await measured(`programmes/${programme}`, 'Share of water lost', { unit: 'percent' })
    await page.goto(`/projects/${id}/results?view=structure`)
    await settled(page)

    await page.getByRole('button', { name: 'Ties of Result of Pumps mended' }).click()
    const dialog = page.getByRole('dialog')
    const into = dialog.getByLabel('“Pumps mended” goes into')
    await into.selectOption({ label: 'Share of water lost (programme)' })
    await dialog.getByRole('button', { name: /^Add ?: Pumps mended$/ }).click()
    await expect(dialog.getByRole('alert')).toContainText('cannot be added together')
    await into.selectOption({ label: 'Things mended (programme)' })
    await dialog.getByRole('button', { name: /^Add ?: Pumps mended$/ }).click()
    const counted = dialog.getByRole('checkbox', { name: 'Counted in: Things mended (programme)' })
    await expect(counted).toBeChecked()
    expect(await accessibilityFindings(page)).toEqual([])
    await counted.uncheck()
    await expect(counted).not.toBeChecked()
    await dialog.getByRole('button', { name: 'Remove the tie to Things mended (programme)' }).click()
    await expect(counted).toHaveCount(0)
    await expect(into).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)

    await page.getByRole('button', { name: 'Places' }).click()
    const places = page.getByRole('dialog', { name: 'Places' })
    await places.getByLabel('Name of the place').fill('Pumping station')
    await places.getByLabel('Country').selectOption('BA')
    await places.getByLabel('Latitude, in degrees').fill('143,34')
    await places.getByRole('button', { name: 'Add the place' }).click()
    await expect(places.getByText('A point has both')).toBeVisible()
    await places.getByLabel('Longitude, in degrees').fill('17,81')
    await places.getByRole('button', { name: 'Add the place' }).click()
    await expect(places.getByText('There is no such degree')).toBeVisible()
    await places.getByLabel('Latitude, in degrees').fill('43,34')
    await places.getByRole('button', { name: 'Add the place' }).click()
    const site = places.getByRole('listitem').filter({ hasText: 'Pumping station' })
    await expect(site).toContainText('Bosnia and Herzegovina')
    expect(await accessibilityFindings(page)).toEqual([])
    await site.getByRole('button', { name: 'Archive Pumping station' }).click()
    await expect(site.getByRole('button', { name: 'Restore Pumping station' })).toBeVisible()
  })
})

test('a gauge shows what offends, and leads to where it is mended', async ({ page }) => {
  const { project: id, programme } = await project(page.request)
  const add = (kind: string, title: string) =>
    made<Made>(page.request, `${indicators}/projects/${id}/results`, {
      kind,
      title: { en: title },
      original_language: 'en',
    })
  await add('activity', 'A journey to nowhere')
  await add('output', 'A plan')
  await page.goto(`/projects/${id}/results?view=coverage`)
  await settled(page)
  const gauge = page.getByRole('button', { name: /Activities tied to no result/ })
  await expect(gauge).toContainText('1 of 1')
  await gauge.click()
  await expect(gauge).toHaveAttribute('aria-pressed', 'true')
  await expect(page).toHaveURL(/check=activity_without_result/)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('link', { name: 'A journey to nowhere' }).click()
  await expect(page).toHaveURL(/view=structure/)
  await expect(page.getByRole('row').filter({ hasText: 'A journey to nowhere' })).toBeFocused()

  await page.goto(`/programmes/${programme}/results?view=coverage&check=result_without_goal`)
  await settled(page)
  await page.getByRole('link', { name: /Water supply/ }).click()
  await expect(page.getByRole('link', { name: 'A plan' })).toBeVisible()
})

test('lines that cannot be added are told one by one, and templates have no figures', async ({ page }) => {
  const { project: id } = await project(page.request)
  await page.goto(`/projects/${id}/results?view=structure`)
  await settled(page)
  await pasteList(page, '- An indicator of nothing\nOutput: A plan')
  await expect(page.getByText('There is no result above it')).toBeVisible()
  await page.getByRole('button', { name: 'Add 1 line' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'A plan' })).toBeVisible()

  // The panel closes when the lines are there; its button would close it, too.
  await expect(page.getByRole('radio', { name: 'From a template' })).toBeHidden()
  await page.getByRole('button', { name: 'Add many' }).click()
  await page.getByRole('radio', { name: 'From a template' }).click()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Look at it' }).click()
  await page.getByRole('button', { name: 'Add 14 lines' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Citizens have been heard' }).first()).toBeVisible()
})

test('on a phone nothing is wider than the window', async ({ page }) => {
  const { project: id } = await project(page.request)
  const lines = ['activity', 'output', 'impact'].map((kind, index) => ({
    kind,
    leads_to: index < 2 ? [index + 2] : [],
    fields: { title: { en: `Something of the level ${kind}` }, original_language: 'en' },
  }))
  await page.request.post(`${indicators}/frameworks/${id}/lines`, { data: { lines } })
  await page.setViewportSize({ width: 390, height: 844 })
  for (const view of ['structure', 'picture', 'coverage']) {
    await page.goto(`/projects/${id}/results?view=${view}`)
    await settled(page)
    expect(await overflow(page), view).toBe(0)
    expect(await accessibilityFindings(page), view).toEqual([])
  }
})

test('a project inherits its programme’s results, and copies those of another project', async ({ page }) => {
  const { project: id } = await project(page.request)
  const { project: other } = await project(page.request)
  const lines = [{ kind: 'output', fields: { title: { en: 'A copied plan' }, original_language: 'en' } }]
  await page.request.post(`${indicators}/frameworks/${other}/lines`, { data: { lines } })
  const { code } = await (await page.request.get(`${registry}/projects/${other}`)).json()
  await page.goto(`/projects/${id}/results?view=structure`)
  await settled(page)
  const table = page.getByRole('table', { name: 'Results and indicators by level' })
  const take = async () => {
    await page.getByRole('button', { name: 'Add many' }).click()
    await page.getByRole('radio', { name: 'From another framework' }).click()
  }
  await take()
  await expect(page.getByRole('checkbox', { name: /Trust in local authorities/ })).toBeChecked()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Take over 1 result' }).click()
  const inherited = table.getByRole('row').filter({ hasText: 'Trust in local authorities' })
  await expect(inherited).toContainText('From the programme')
  await expect(inherited).toContainText('Goal 1')

  await take()
  await page.getByRole('radio', { name: 'Another project' }).click()
  await page.getByRole('combobox', { name: 'Which project' }).fill(code)
  await page.getByRole('option', { name: new RegExp(code) }).click()
  await page.getByRole('button', { name: 'Take over 1 result' }).click()
  await expect(table.getByRole('row').filter({ hasText: 'A copied plan' })).toContainText('Copied')
})
