import type { APIRequestContext, Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

/** A project of its own with three indicators over two years; of the third, the second year only. */
async function projectWithIndicators(api: APIRequestContext) {
  const { project } = await ownProject(api, 'Waste and water')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'outcome',
    title: { en: 'Households sort their waste' },
    original_language: 'en',
  })
  const periods: string[] = []
  for (const [name, unit, years] of [
    ['Tonnes collected', 'number', [2025, 2026]],
    ['Households reached', 'percent', [2025, 2026]],
    ['Centres opened', 'number', [2026]],
  ] as const) {
    const body = { title: { en: name }, unit, direction: 'increase', decimals: 1 }
    const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, body)
    for (const year of years) {
      const days = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31`, target_value: '90' }
      periods.push((await made(api, `${indicators}/indicators/${indicator.id}/periods`, days)).id)
    }
  }
  return { address: `/projects/${project.id}/values`, periods }
}

const cell = (page: Page, indicator: string, year: number) =>
  page.getByRole('gridcell', { name: new RegExp(`^${indicator}, ${year}`) }).getByRole('button')

/** What it says, without how far it has come. */
const shown = (page: Page, indicator: string, year: number) =>
  cell(page, indicator, year).locator('.value-cell__text')

const details = (page: Page) => page.getByRole('complementary', { name: 'Details of the value' })

/** Puts a text on the clipboard's place without asking for the browser's leave. */
const paste = (page: Page, text: string) =>
  page.evaluate((block) => {
    const data = new DataTransfer()
    data.setData('text/plain', block)
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)

const recorded = async (api: APIRequestContext, period: string | undefined) => {
  const answer = await api.get(`${indicators}/periods/${period}/entries`)
  return ((await answer.json()) as { items: { value: string }[] }).items.map(({ value }) => value)
}

test.describe('a year of values', () => {
  test('is entered by keyboard, pasted, taken back and corrected', async ({ page }) => {
    const { address, periods } = await projectWithIndicators(page.request)
    await page.goto(address)
    await settled(page)
    expect(await accessibilityFindings(page)).toEqual([])

    await cell(page, 'Tonnes collected', 2025).focus()
    await page.keyboard.type('12.5')
    await page.keyboard.press('Enter')
    await page.keyboard.type('40')
    await page.keyboard.press('Tab')
    await page.keyboard.type('47')
    await page.keyboard.press('Enter')
    await expect(cell(page, 'Centres opened', 2026)).toBeFocused()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await expect.poll(() => recorded(page.request, periods[0])).toEqual(['12.5'])
    await expect.poll(() => recorded(page.request, periods[3])).toEqual(['47.0'])

    await page.keyboard.press('Control+Home')
    await expect(cell(page, 'Tonnes collected', 2025)).toBeFocused()
    await paste(page, '13\t14\n41\tsee report\n\t5\t6\n')
    await expect(page.getByText('1 pasted value found no cell and was left out')).toBeVisible()
    await expect(shown(page, 'Centres opened', 2026)).toHaveText('5')
    const trouble = page.getByRole('button', { name: '1 value needs you' })
    await expect.poll(() => recorded(page.request, periods[4])).toEqual(['5.0'])
    await trouble.click()
    await expect(details(page).getByRole('alert')).toContainText(
      'Write the share, or its two parts as in 30/40.',
    )
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'Back to what is recorded' }).click()
    await expect(shown(page, 'Households reached', 2026)).toHaveText('47')
    await expect(trouble).toBeHidden()
    expect(await recorded(page.request, periods[3])).toEqual(['47.0'])

    await cell(page, 'Households reached', 2026).focus()
    await page.keyboard.type('140')
    await page.keyboard.press('Enter')
    await expect(trouble).toBeVisible()
    await page.keyboard.press('F8')
    await expect(details(page).getByRole('alert')).toContainText('Not saved: 140')
    await page.keyboard.press('Control+z')
    await expect(shown(page, 'Households reached', 2026)).toHaveText('47')
  })
})

test.describe('two people in one grid', () => {
  test('see both values before one is recorded', async ({ page }) => {
    const { address, periods } = await projectWithIndicators(page.request)
    await page.goto(address)
    await settled(page)
    const faster = await page.request.post(`${indicators}/periods/${periods[0]}/entries`, {
      data: { value: '38.5', state: 'reported' },
      headers: { 'If-Match': '"1"' },
    })
    expect(faster.status()).toBe(201)

    await cell(page, 'Tonnes collected', 2025).focus()
    await page.keyboard.type('40')
    await page.keyboard.press('Control+Enter')

    const panel = details(page).getByRole('alert')
    await expect(panel).toContainText(/Recorded meanwhile\s*38\.5\s*reported, .+Yours\s*40/)
    expect(await recorded(page.request, periods[0])).toEqual(['38.5'])
    await details(page).getByRole('button', { name: 'Record mine all the same' }).click()
    await expect.poll(() => recorded(page.request, periods[0])).toEqual(['40.0', '38.5'])
  })
})

test.describe('without a connection', () => {
  test.use({ expected: [/ERR_INTERNET_DISCONNECTED|ERR_FAILED/] })

  test('values are kept on the device, also over a reload, and sent when there is one', async ({
    page,
    context,
  }) => {
    const { address, periods } = await projectWithIndicators(page.request)
    await page.goto(address)
    await settled(page)
    await context.setOffline(true)
    await cell(page, 'Tonnes collected', 2025).focus()
    await page.keyboard.type('21')
    await page.keyboard.press('Enter')
    await expect(page.getByText('No connection: 1 value is kept on this device')).toBeVisible()
    // Long enough for the browser's store, which has nothing one could wait for.
    await page.waitForTimeout(600)
    await context.setOffline(false)
    await page.route('**/entries', (route) => route.abort())
    page.on('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await settled(page)
    await expect(shown(page, 'Tonnes collected', 2025)).toHaveText('21')
    expect(await recorded(page.request, periods[0])).toEqual([])
    await page.unroute('**/entries')
    await expect.poll(() => recorded(page.request, periods[0]), { timeout: 20_000 }).toEqual(['21.0'])
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('there is one field after the other', async ({ page }) => {
    const { address, periods } = await projectWithIndicators(page.request)
    await page.goto(address)
    await settled(page)
    await page.getByLabel('Period').selectOption({ label: '2025' })
    await page.getByLabel('Tonnes collected').fill('7')
    await page.keyboard.press('Tab')
    await expect.poll(() => recorded(page.request, periods[0])).toEqual(['7.0'])
    expect(await overflow(page)).toBe(0)
    expect(await accessibilityFindings(page)).toEqual([])
  })
})
