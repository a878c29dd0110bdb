import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject, registry } from './making'

interface Versioned {
  id: string
  version: number
  current: { id: string } | null
}

const scale = {
  title: { en: 'How closely they work together' },
  kind: 'scale',
  unit: 'none',
  scale: ['Contact', 'Exchange', 'Joint work'].map((label, at) => ({ value: at + 1, label: { en: label } })),
  over_children: 'weighted_mean',
}
const year = { starts_on: '2006-01-01', ends_on: '2006-12-31' }

async function counted(api: APIRequestContext, path: string) {
  const result = await made(api, path, {
    kind: 'outcome',
    title: { en: 'Towns work together' },
    original_language: 'en',
  })
  return made(api, `${indicators}/results/${result.id}/indicators`, scale)
}

/** A project whose value goes into the programme's mean. */
async function tied(api: APIRequestContext, project: string, parent: string, value: string) {
  const child = await counted(api, `${indicators}/projects/${project}/results`)
  const period = await made<Versioned>(api, `${indicators}/indicators/${child.id}/periods`, year)
  const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value, state: 'reported' },
    headers: { 'If-Match': `"${period.version}"` },
  })
  const { current } = (await answer.json()) as Versioned
  const steps = [{ entry_id: current?.id, status: 'accepted' }]
  await api.post(`${indicators}/entry-steps`, { data: { steps } })
  return made<Versioned>(api, `${indicators}/indicators/${child.id}/rollups`, { parent_indicator_id: parent })
}

test('a mean of projects is told once each has a weight, and says how it came about', async ({ page }) => {
  const api = page.request
  const { code, programme, project } = await ownProject(api, 'Means')
  const other = await made(api, `${registry}/projects`, {
    ...{ code: `${code}-2`, title: { en: 'The other towns' }, original_language: 'en' },
    programme_id: programme.id,
  })
  const parent = await counted(api, `${indicators}/programmes/${programme.id}/results`)
  await made(api, `${indicators}/indicators/${parent.id}/periods`, year)
  await tied(api, project.id, parent.id, '2')
  const second = await tied(api, other.id, parent.id, '3')
  await api.patch(`${indicators}/rollups/${second.id}`, {
    data: { weight: '2' },
    headers: { 'If-Match': '"1"' },
  })

  const figure = `/programmes/${programme.id}/results?view=performance&figure=${parent.id}.life`
  await page.goto(figure)
  await settled(page)
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('cannot be worked out')
  await expect(panel.getByText('No mean: a part has no weight').first()).toBeVisible()

  await page.goto(`/projects/${project.id}/results?view=structure`)
  await page.getByRole('button', { name: 'Ties of Towns work together' }).click()
  const weight = page.getByRole('textbox', { name: /^Weight in the mean of/ })
  await expect(weight).toHaveAccessibleDescription(/there is no mean/)
  await weight.fill('0')
  await weight.press('Enter')
  await expect(weight).toHaveAccessibleDescription(/Write a number above 0/)
  expect(await accessibilityFindings(page)).toEqual([])
  await weight.fill('1')
  await weight.press('Enter')
  await expect(weight).not.toHaveAccessibleDescription(/there is no mean/)

  await page.goto(figure)
  await settled(page)
  await expect(panel.getByTestId('explained')).toHaveText('2.67')
  await expect(panel.getByText('weight 2: 3 × 2 = 6')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 360, height: 740 })
  expect(await overflow(page)).toBe(0)
})
