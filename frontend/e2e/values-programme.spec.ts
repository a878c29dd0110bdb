import { readFileSync, writeFileSync } from 'node:fs'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

const years = [2024, 2025] as const

test('a programme’s own values are entered, come in as a file, are accepted, and move its figure', async ({
  page,
}, info) => {
  test.setTimeout(60_000)
  const api = page.request
  const { programme } = await ownProject(api, 'Trust')
  const result = await made(api, `${indicators}/programmes/${programme.id}/results`, {
    kind: 'impact',
    title: { en: 'People trust their local authority' },
    original_language: 'en',
  })
  const { id } = await made(api, `${indicators}/results/${result.id}/indicators`, {
    ...{ unit: 'number', direction: 'increase', decimals: 0, cumulation: 'summed', over_time: 'sum' },
    ...{ title: { en: 'People asked' } },
  })
  for (const year of years) {
    const days = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` }
    await made(api, `${indicators}/indicators/${id}/periods`, days)
  }
  const cell = (year: number) =>
    page.getByRole('gridcell', { name: new RegExp(`^People asked, .*${year}`) }).getByRole('button')

  await page.goto(`/programmes/${programme.id}/results`)
  await page.getByRole('button', { name: 'Record values' }).click()
  await expect(page.getByRole('grid', { name: 'Values of this programme' })).toBeVisible()
  await settled(page)
  await cell(2024).focus()
  await page.keyboard.type('7')
  await page.keyboard.press('Enter')
  await expect(cell(2024)).toContainText('draft')
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'From another system' }).click()
  await settled(page)
  await expect(page.getByText(`/api/indicators/v1/projects/${programme.id}/values`)).toBeVisible()
  const [empty] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download an empty file' }).click(),
  ])
  const path = info.outputPath('values.csv')
  await empty.saveAs(path)
  const [head, , second] = readFileSync(path, 'utf8').trimEnd().split('\r\n')
  writeFileSync(path, [head, second?.replace(',,,', ',35,,')].join('\n'))
  await page.getByLabel('The file').setInputFiles(path)
  await page.getByLabel('Hand in what is stored').check()
  await page.getByRole('button', { name: 'Store the values' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'row was read' })).toHaveText(
    '1 row was read: Stored and handed in 1 · Unchanged 0 · Not possible 0',
  )
  await page.getByRole('button', { name: 'To the values' }).click()

  await expect(cell(2025)).toContainText('35 handed in')
  await cell(2024).focus()
  await page.keyboard.press('Alt+h')
  await expect(cell(2024)).toContainText('handed in')
  await page.keyboard.press('Alt+a')
  await expect(cell(2024)).toContainText('accepted')
  await cell(2025).focus()
  await page.keyboard.press('Alt+a')
  await expect(cell(2025)).toContainText('accepted')

  await page.getByRole('button', { name: 'Work in a spreadsheet' }).click()
  await expect(page.getByRole('heading', { name: 'Values in a spreadsheet' })).toBeVisible()
  await settled(page)
  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the sheet' }).click(),
  ])
  expect(sheet.suggestedFilename()).toMatch(/^values-.*\.xlsx$/)
  expect(await overflow(page)).toBe(0)

  await page.getByRole('navigation', { name: 'You are here' }).getByRole('link', { name: 'Results' }).click()
  await expect(page.getByText('1 result, 1 indicator')).toBeVisible()
  await page.goto(`/programmes/${programme.id}/results?view=performance&figure=${id}.life`)
  await settled(page)
  const panel = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(panel.getByTestId('explained')).toHaveText('42')
})
