import { execFileSync } from 'node:child_process'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

const writing = `
import json, sys
from openpyxl import load_workbook
path, told = sys.argv[1:]
book = load_workbook(path)
pages = {str(page["A1"].value).split()[-1]: page for page in book.worksheets if page["A1"].value}
for part, row, cells in json.loads(told):
    page = pages[part]
    columns = {cell.value: cell.column for cell in page[1]}
    for name, value in cells.items():
        page.cell(row, columns[name]).value = value
book.save(path)
`

const reading = `
import sys
from openpyxl import load_workbook
print([(cell.value, cell.comment.text) for page in load_workbook(sys.argv[1]) for row in page for cell in row if cell.comment])
`

/** What a person does in a spreadsheet, by the library that the service writes workbooks with. */
const python = (program: string, ...told: string[]) =>
  execFileSync(process.env['PYTHON'] ?? '../.venv/bin/python', ['-c', program, ...told]).toString()

test('a framework goes out into a sheet, grows there, is looked at, stored, and its errors come back marked', async ({
  page,
}, info) => {
  const { project } = await ownProject(page.request, 'A framework in a sheet')
  const first = { kind: 'outcome', title: { en: 'Less waste' }, original_language: 'en' }
  await made(page.request, `${indicators}/projects/${project.id}/results`, first)
  await page.goto(`/projects/${project.id}/results?view=structure`)
  await page.getByRole('button', { name: 'Work in a spreadsheet' }).click()
  await expect(page.getByRole('heading', { name: 'Framework in a spreadsheet' })).toBeVisible()
  await settled(page)

  const [sheet] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the sheet' }).click(),
  ])
  const path = info.outputPath('framework.xlsx')
  await sheet.saveAs(path)
  const told = [
    ['results', 3, { 'title.en': 'Much less waste' }],
    ['results', 4, { code: 'A', kind: 'Activity', 'title.en': 'Courses' }],
    ['links', 3, { from: 'A', to: 'OC1', strength: 'Strongly' }],
    ['indicators', 3, { code: 'N', result: 'OC1', 'title.en': 'Tonnes', unit: 'Number', target_value: 80 }],
    ['indicators', 4, { result: 'A', 'title.en': 'Hours', unit: 'Number', target_value: 'many' }],
    ['periods', 3, { indicator: 'N', starts_on: '2026-01-01', ends_on: '2026-12-31', target_value: 40 }],
  ]
  python(writing, path, JSON.stringify(told))

  await page.getByLabel('The filled file').setInputFiles(path)
  await page.getByRole('button', { name: 'See what becomes of it' }).click()
  await expect(
    page.getByText('New 4 · Changed 1 · Unchanged 0 · Somebody was faster 0 · Not possible 1'),
  ).toBeVisible()
  await expect(page.getByText('This is not a number.', { exact: false })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'leads to Much less waste' })).toContainText('New')
  await settled(page)
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)

  // What is wrong is found at once, below what it belongs to.
  await page.getByRole('radio', { name: 'Not possible' }).click()
  await expect(page.getByText('This is not a number.', { exact: false })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Courses' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Much less waste' })).toHaveCount(0)
  await page.getByRole('radio', { name: 'All' }).click()

  await page.getByRole('button', { name: 'Store 5 rows' }).click()
  await expect(page.getByRole('heading', { name: 'What became of it' })).toBeVisible()
  const [returned] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the file with errors marked' }).click(),
  ])
  const marked = info.outputPath('marked.xlsx')
  await returned.saveAs(marked)
  expect(python(reading, marked)).toContain("('many', 'This is not a number.")

  await page.getByRole('button', { name: 'See what becomes of it' }).click()
  await expect(page.getByText('New 0 · Changed 0 · Unchanged 5', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'To the results' }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Courses' })).toContainText('Much less waste')
})

test.describe('a file that is no sheet', () => {
  test.use({ expected: [/422/], viewport: { width: 390, height: 844 }, colorScheme: 'dark' })

  test('is refused in words, for a programme', async ({ page }) => {
    const { programme } = await ownProject(page.request, 'No framework')
    await page.goto(`/programmes/${programme.id}/results/sheet`)
    await page.getByLabel('The filled file').setInputFiles({
      name: 'list.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('Level,Title\noutput,A\n'),
    })
    await page.getByRole('button', { name: 'See what becomes of it' }).click()

    await expect(page.getByRole('alert')).toContainText('This is not a framework’s sheet')
    await settled(page)
    expect(await accessibilityFindings(page)).toEqual([])
    expect(await overflow(page)).toBe(0)
  })
})
