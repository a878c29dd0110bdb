import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject, registry } from './making'

interface Versioned {
  id: string
  version: number
  current: { id: string } | null
}

/** Two currencies between which nobody has told a rate. */
async function untold(api: APIRequestContext): Promise<[string, string]> {
  const codes = (await (await api.get(`${registry}/currencies`)).json()) as { items: { code: string }[] }
  const all = codes.items.map(({ code }) => code).sort(() => Math.random() - 0.5)
  for (const from of all) {
    for (const to of all.filter((code) => code !== from)) {
      const query = `${registry}/conversion-rates?from_currency=${from}&to_currency=${to}&limit=1`
      const { items } = (await (await api.get(query)).json()) as { items: unknown[] }
      if (items.length === 0) return [from, to]
    }
  }
  throw new Error('There is a rate between any two currencies')
}

const year = { starts_on: '2006-01-01', ends_on: '2006-12-31' }

/** An indicator of money spent, in this currency. */
async function spent(api: APIRequestContext, path: string, currency: string): Promise<string> {
  const result = await made(api, path, {
    kind: 'output',
    title: { en: 'Money is spent' },
    original_language: 'en',
  })
  const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, {
    title: { en: `Spent in ${currency}` },
    unit: `currency:${currency}`,
    decimals: 2,
    direction: 'increase',
    target_value: '1000',
  })
  return indicator.id
}

async function accepted(api: APIRequestContext, indicator: string, value: string) {
  const period = await made<Versioned>(api, `${indicators}/indicators/${indicator}/periods`, year)
  const answer = await api.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value, state: 'reported' },
    headers: { 'If-Match': `"${period.version}"` },
  })
  expect(answer.status(), await answer.text()).toBe(201)
  const { current } = (await answer.json()) as Versioned
  const steps = [{ entry_id: current?.id, status: 'accepted' }]
  await api.post(`${indicators}/entry-steps`, { data: { steps } })
}

test('money without a rate is not convertible until somebody registers one', async ({ page }) => {
  const api = page.request
  const [from, to] = await untold(api)
  const { programme, project } = await ownProject(api, 'Rates')
  const parent = await spent(api, `${indicators}/programmes/${programme.id}/results`, to)
  await made(api, `${indicators}/indicators/${parent}/periods`, year)
  const child = await spent(api, `${indicators}/projects/${project.id}/results`, from)
  await made(api, `${indicators}/indicators/${child}/rollups`, { parent_indicator_id: parent })
  await accepted(api, child, '1000')

  const figure = `/programmes/${programme.id}/results?view=performance&figure=${parent}.life`
  await page.goto(figure)
  await settled(page)
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('cannot be worked out')
  await panel.locator('details.origin:not([open]) > summary').first().click()
  await expect(panel.getByText(`1,000 ${from}: there is no rate to ${to}`)).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await panel.getByRole('link', { name: 'Register one' }).first().click()

  await expect(page.getByRole('heading', { name: 'Exchange rates', level: 1 })).toBeVisible()
  await settled(page)
  await page.getByRole('button', { name: 'Register a rate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Register a rate' })
  await expect(dialog.getByLabel('From currency')).toHaveValue(from)
  await expect(dialog.getByLabel('To currency')).toHaveValue(to)
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await dialog.getByLabel('One unit is worth').fill('0.125')
  await dialog.getByRole('textbox', { name: 'Holds from' }).fill('30.06.2006')
  await dialog.getByLabel('Source').fill('The bank of the journey')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Register', exact: true }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('cell', { name: `1 ${from} = 0.125 ${to}` })).toBeVisible()

  await page.goto(figure)
  await settled(page)
  await expect(panel.getByTestId('explained')).toContainText('125')
  await panel.locator('details.origin:not([open]) > summary').first().click()
  await expect(panel.getByText('Source: The bank of the journey')).toBeVisible()
  expect(await overflow(page)).toBe(0)
})
