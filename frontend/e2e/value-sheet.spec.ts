import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

/** A project of its own with an indicator over three years. */
async function projectToFill(api: APIRequestContext) {
  const { code, project } = await ownProject(api, 'Values in a sheet')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'outcome',
    title: { en: 'Households sort their waste' },
    original_language: 'en',
  })
  const body = { title: { en: 'Tonnes collected' }, unit: 'number', direction: 'increase', decimals: 0 }
  const indicator = await made(api, `${indicators}/results/${result.id}/indicators`, body)
  for (const year of [2024, 2025, 2026]) {
    const days = { starts_on: `${year}-01-01`, ends_on: `${year}-12-31` }
    await made(api, `${indicators}/indicators/${indicator.id}/periods`, days)
  }
  return { id: project.id, code }
}

const writing = `
import sys
from openpyxl import load_workbook
path, *told = sys.argv[1:]
book = load_workbook(path)
page = book.worksheets[0]
columns = {cell.value: cell.column for cell in page[1]}
for one in told:
    year, value = one.split("=", 1)
    cell = page.cell(5, columns[f"{year}-01-01/{year}-12-31/value"])
    cell.value = int(value) if value.isdigit() else value
book.save(path)
`

const reading = `
import sys
from openpyxl import load_workbook
page = load_workbook(sys.argv[1]).worksheets[0]
print([(cell.value, cell.comment.text) for row in page for cell in row if cell.comment])
`

/** What a person does in a spreadsheet, by the library that the service writes workbooks with. */
const python = (program: string, ...told: string[]) =>
  execFileSync(process.env['PYTHON'] ?? '../.venv/bin/python', ['-c', program, ...told]).toString()

test('values go out into a sheet, are filled in, looked at, stored, and errors come back marked', async ({
  page,
}, info) => {
  const project = await projectToFill(page.request)
  await page.goto(`/projects/${project.id}/values`)
  await page.getByRole('button', { name: 'Work in a spreadsheet' }).click()
  await expect(page.getByRole('heading', { name: 'Values in a spreadsheet' })).toBeVisible()
  await settled(page)

  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the sheet' }).click(),
  ])
  const path = info.outputPath('values.xlsx')
  await sheet.saveAs(path)
  python(writing, path, '2024=120', '2025=many')

  await page.getByLabel('The filled file').setInputFiles(path)
  await page.getByRole('button', { name: 'See what becomes of it' }).click()
  await expect(
    page.getByText('To be stored 1 · Unchanged 0 · Somebody was faster 0 · Not possible 1'),
  ).toBeVisible()
  await expect(page.getByText('This is not a number. Words belong in the comment.')).toBeVisible()
  await page.getByRole('radio', { name: 'To be stored' }).click()
  await expect(page.getByRole('cell', { name: '120' })).toBeVisible()
  await expect(page.getByText('This is not a number')).toHaveCount(0)
  await page.getByRole('radio', { name: 'All' }).click()
  const screen = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 740 })
  await expect(page.getByRole('list', { name: 'Values of the file' })).toContainText('120')
  expect(await overflow(page)).toBe(0)
  if (screen) await page.setViewportSize(screen)
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)

  await page.getByRole('button', { name: 'Store as drafts' }).click()
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
  await expect(page.getByText('Stored 1 · Unchanged 0', { exact: false })).toBeVisible()
  const [marked] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the file with errors marked' }).click(),
  ])
  const returned = info.outputPath('marked.xlsx')
  await marked.saveAs(returned)
  expect(marked.suggestedFilename()).toBe('values-marked.xlsx')
  expect(python(reading, returned)).toContain("('many', 'This is not a number.")

  await page.getByRole('button', { name: 'To the values' }).click()
  await expect(page.getByRole('gridcell', { name: /^Tonnes collected, 2024/ })).toContainText('120')
})

test('a file of another system is made, stored, and tells of each row that is not', async ({
  page,
}, info) => {
  const project = await projectToFill(page.request)
  await page.goto(`/projects/${project.id}/values`)
  await page.getByRole('button', { name: 'From another system' }).click()
  await expect(page.getByRole('heading', { name: 'Values from another system' })).toBeVisible()
  await settled(page)
  await expect(page.getByText(`/api/indicators/v1/projects/${project.id}/values`)).toBeVisible()

  const [empty] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download an empty file' }).click(),
  ])
  const path = info.outputPath('values.csv')
  await empty.saveAs(path)
  // 2024 is told, 2025 in words, 2026 is left empty, and one day too many is asked for.
  const [head, first, second, third] = readFileSync(path, 'utf8').trimEnd().split('\r\n')
  const rows = [head, first?.replace(',,,', ',120,,'), second?.replace(',,,', ',many,,'), third]
  writeFileSync(path, [...rows, first?.replace('2024-01-01', '2023-01-01')].join('\n'))

  await page.getByLabel('The file').setInputFiles(path)
  await page.getByLabel('Hand in what is stored').check()
  await page.getByRole('button', { name: 'Store the values' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'rows were read' })).toHaveText(
    '4 rows were read: Stored and handed in 1 · Unchanged 0 · Not possible 3',
  )
  const refused = page.getByRole('region', { name: 'Rows that were refused' })
  await expect(refused.getByRole('row', { name: /^3 / })).toContainText('This is not a number with a point')
  await expect(refused.getByRole('row', { name: /^4 / })).toContainText(
    'Say the value, or why there is none.',
  )
  await expect(refused.getByRole('row', { name: /^5 / })).toContainText('There is no such period')
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)

  await page.getByRole('button', { name: 'To the values' }).click()
  await expect(page.getByRole('gridcell', { name: /^Tonnes collected, 2024/ })).toContainText('120 handed in')
})

test.describe('a file that is no sheet', () => {
  test.use({ expected: [/422/], viewport: { width: 390, height: 844 }, colorScheme: 'dark' })

  test('is refused in words', async ({ page }, info) => {
    const project = await projectToFill(page.request)
    await page.goto(`/projects/${project.id}/values/sheet`)
    const path = info.outputPath('list.csv')
    writeFileSync(path, 'Indicator,2026\nTonnes,5\n')
    await page.getByLabel('The filled file').setInputFiles(path)
    await page.getByRole('button', { name: 'See what becomes of it' }).click()

    await expect(page.getByRole('alert')).toContainText('This is not a sheet that was downloaded here')
    await settled(page)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)

    // Nor is it a file of another system, and what is wrong with it is named.
    await page.goto(`/projects/${project.id}/values/file`)
    await page.getByLabel('The file').setInputFiles(path)
    await page.getByRole('button', { name: 'Store the values' }).click()
    await expect(page.getByRole('alert')).toContainText('nothing is known of: Indicator, 2026')
    await settled(page)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })
})
