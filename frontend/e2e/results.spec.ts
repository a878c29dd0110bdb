import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

interface Made {
  id: string
  version: number
}

/** A project of its own with one result, one indicator and two periods. */
async function projectWithIndicator(api: APIRequestContext) {
  const { project } = await ownProject(api, 'Business centres')
  const result = await made<Made>(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'outcome',
    title: { en: 'Businesses use the centres' },
    original_language: 'en',
  })
  const indicator = await made<Made>(api, `${indicators}/results/${result.id}/indicators`, {
    title: { en: 'Businesses served' },
    unit: 'number',
    direction: 'increase',
    decimals: 1,
    baseline_value: '20',
    baseline_on: '2004-12-31',
    target_value: '70',
    target_on: '2006-12-31',
  })
  const periods: Made[] = []
  for (const year of [2005, 2006]) {
    const days = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` }
    periods.push(await made<Made>(api, `${indicators}/indicators/${indicator.id}/periods`, days))
  }
  return { page: `/projects/${project.id}/results`, periods, indicator: indicator.id }
}

async function acceptAll(api: APIRequestContext, indicator: string) {
  const shown = await (await api.get(`${indicators}/indicators/${indicator}`)).json()
  const steps = (shown.periods as { current: Made }[]).map(({ current }) => ({
    entry_id: current.id,
    status: 'accepted',
  }))
  const answer = await api.post(`${indicators}/entry-steps`, { data: { steps } })
  expect(((await answer.json()) as { done: number }).done).toBe(steps.length)
}

test('values are recorded by keyboard, and progress moves', async ({ page }) => {
  const { page: address, indicator } = await projectWithIndicator(page.request)
  await page.goto(address)
  await settled(page)
  await expect(page.getByText('No accepted value yet')).toBeVisible()

  for (const [year, typed] of [
    ['2005', '34.5'],
    ['2006', '45'],
  ] as const) {
    await page.getByRole('button', { name: `Record value for ${year}` }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: `Record value for ${year}` })).toBeFocused()
  }

  // What waits to be accepted is in the chart, and no progress yet.
  await expect(page.getByText('No accepted value yet')).toBeVisible()
  const figure = page.getByRole('figure', { name: 'Values over time' })
  await expect(figure).toContainText('From 34.5 (2005) to 45.0 (2006).')
  const file = page.waitForEvent('download')
  await figure.getByRole('button', { name: /Download CSV/ }).click()
  expect((await file).suggestedFilename()).toBe('Businesses served.csv')
  await acceptAll(page.request, indicator)
  await page.reload()
  await expect(page.getByText('50% of the way from baseline to target')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
})

test('the history of the results of a programme is found from them, and names it', async ({ page }) => {
  const { code, programme } = await ownProject(page.request, 'Regions')
  const title = { en: 'Regions plan together' }
  const result = { kind: 'impact', title, original_language: 'en' }
  const { id } = await made(page.request, `${indicators}/programmes/${programme.id}/results`, result)
  const counted = { title: { en: 'Plans' }, unit: 'number', direction: 'increase', decimals: 0 }
  await made(page.request, `${indicators}/results/${id}/indicators`, counted)
  await page.goto(`/programmes/${programme.id}/results`)
  await settled(page)

  await page.getByRole('button', { name: 'History', exact: true }).click()

  await expect(page.getByRole('heading', { level: 1 })).toContainText(`Regions ${code}`)
  await expect(page.getByRole('navigation', { name: 'You are here' })).toHaveText(/Programmes.*Regions/)
  await expect(page.getByRole('article').last()).toContainText('Regions plan together')
  const today = new Date().toISOString().slice(0, 10)
  await page.goto(`/history/programme_results/${programme.id}?as_of=${today}`)
  await expect(page.getByRole('article', { name: 'Plans' })).toBeVisible()
  // Figures are those of today: none is shown as of what was then.
  await expect(page.getByText('Progress', { exact: true })).toBeHidden()
})

test.describe('two people at one value', () => {
  // The refusal on purpose is also said on the console.
  test.use({ expected: [/412/] })

  test('the second sees both values before one is stored', async ({ page }) => {
    const { page: address, periods } = await projectWithIndicator(page.request)
    await page.goto(address)
    await settled(page)
    await page.getByRole('button', { name: 'Record value for 2005' }).click()
    await page.keyboard.type('40')
    const faster = await page.request.post(`${indicators}/periods/${periods[0]?.id}/entries`, {
      data: { value: '38.5', state: 'estimated', comment: 'From the office' },
      headers: { 'If-Match': '"1"' },
    })
    expect(faster.status()).toBe(201)

    await page.keyboard.press('Enter')

    const panel = page.getByRole('alert')
    await expect(panel).toContainText('38.5')
    await expect(panel).toContainText('From the office')
    await expect(panel).toContainText('40.0')
    // What is scrolled halfway below the head of the page would count as too small to be hit.
    await page.evaluate(() => globalThis.scrollTo(0, 0))
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep what was recorded' }).click()
    await expect(page.getByRole('row', { name: /2005/ })).toContainText('38.5')
    await page.getByRole('button', { name: 'History of 2005: 1' }).click()
    await expect(page.getByText('From the office')).toBeVisible()
  })
})

test.describe('what is added', () => {
  test.use({ expected: [/422/] })

  test('results, indicators and periods are added in dialogs', async ({ page }) => {
    const { page: address } = await projectWithIndicator(page.request)
    await page.goto(address)
    await settled(page)

    await page.getByRole('button', { name: 'Add result' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('heading', { name: 'There is a problem' })).toBeFocused()
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('textbox', { name: /^Result/ }).fill('Youth councils')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 3, name: 'Youth councils' })).toBeVisible()

    await page.getByRole('button', { name: /^Add indicator.*Youth councils/ }).click()
    await dialog.getByRole('textbox', { name: /^What is measured/ }).fill('Share of schools')
    await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('percentage')
    await dialog.getByRole('textbox', { name: 'Value at the start' }).fill('120')
    await dialog.getByRole('textbox', { name: 'Day of the baseline' }).fill('31/12/2004')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('link', { name: /Value at the start: A percentage/ })).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Value at the start' }).fill('12')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 4, name: 'Share of schools' })).toBeVisible()

    const card = page.getByRole('article', { name: 'Share of schools' })
    await card.getByRole('button', { name: /^Values of 0 periods/ }).click()
    await card.getByRole('button', { name: 'Add period' }).click()
    await dialog.getByRole('textbox', { name: 'First day' }).fill('01/01/2005')
    await dialog.getByRole('textbox', { name: 'Last day' }).fill('31/12/2005')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(card.getByRole('row', { name: /2005/ })).toBeVisible()
  })
})
