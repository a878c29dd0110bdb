import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject, registry } from './making'

// A number that is too large is tried.
test.use({ expected: [/422/] })

interface Versioned {
  id: string
  version: number
  current: { id: string } | null
}

const people = {
  title: { en: 'People trained' },
  kind: 'number',
  unit: 'number',
  over_time: 'none',
  over_children: 'none',
  population: 'unique_in_period',
}
const year = { starts_on: '2006-01-01', ends_on: '2006-12-31' }

async function counted(api: APIRequestContext, path: string, title: string) {
  const result = await made(api, path, {
    kind: 'outcome',
    title: { en: 'People are trained' },
    original_language: 'en',
  })
  return made(api, `${indicators}/results/${result.id}/indicators`, { ...people, title: { en: title } })
}

/** A project's count of people, which goes into the programme's. */
async function below(api: APIRequestContext, project: string, parent: string, title: string, value: string) {
  const child = await counted(api, `${indicators}/projects/${project}/results`, title)
  const period = await made<Versioned>(api, `${indicators}/indicators/${child.id}/periods`, year)
  const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value, state: 'reported' },
    headers: { 'If-Match': `"${period.version}"` },
  })
  const { current } = (await answer.json()) as Versioned
  const steps = [{ entry_id: current?.id, status: 'accepted' }]
  await api.post(`${indicators}/entry-steps`, { data: { steps } })
  await made(api, `${indicators}/indicators/${child.id}/rollups`, { parent_indicator_id: parent })
}

test('people who are in two projects are counted once as soon as somebody says how many', async ({
  page,
}) => {
  const api = page.request
  const { code, programme, project } = await ownProject(api, 'Overlaps')
  const other = await made(api, `${registry}/projects`, {
    ...{ code: `${code}-2`, title: { en: 'The other towns' }, original_language: 'en' },
    programme_id: programme.id,
  })
  const parent = await counted(api, `${indicators}/programmes/${programme.id}/results`, 'People of all')
  const period = await made(api, `${indicators}/indicators/${parent.id}/periods`, year)
  await below(api, project.id, parent.id, 'People of the north', '20')
  await below(api, other.id, parent.id, 'People of the south', '30')

  const table = `/programmes/${programme.id}/results?view=performance`
  await page.goto(`${table}&figure=${parent.id}.${period.id}`)
  await settled(page)
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('30 to 50')
  await panel.getByRole('button', { name: 'Say how many are in several' }).click()
  await panel.getByRole('checkbox', { name: 'People of the north: 20' }).check()
  await panel.getByRole('checkbox', { name: 'People of the south: 30' }).check()
  const number = panel.getByRole('textbox', { name: 'How many were counted again' })
  await number.fill('21')
  await panel.getByRole('textbox', { name: 'Where this is known from' }).fill('Lists of both, compared')
  await panel.getByRole('button', { name: 'Store' }).click()
  await expect(panel.getByText('So many cannot be in several of these parts').first()).toBeVisible()
  await number.fill('5')
  await expect(panel.getByText('30 + 20 − 5 = 45 people')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  // Escape does not throw away what was typed.
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Close without saving?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(number).toHaveValue('5')
  await panel.getByRole('button', { name: 'Store' }).click()
  await expect(panel.getByTestId('explained')).toHaveText('45')
  await expect(panel.getByText('less 5, counted again').first()).toBeVisible()
  await expect(panel.getByText('Source: Lists of both, compared')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await overflow(page)).toBe(0)

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(table)
  await expect(page.getByRole('row', { name: /People of all/ })).toContainText(/45less 5, counted again/)
})
