import { readFile } from 'node:fs/promises'
import type { APIRequestContext } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
/** A red square. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)

async function projectWithOneValue(api: APIRequestContext) {
  const { project } = await ownProject(api, 'Evidence')
  const result = await made(api, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    title: { en: 'People are trained' },
    original_language: 'en',
  })
  const { id } = await made(api, `${indicators}/results/${result.id}/indicators`, {
    title: { en: 'People trained' },
    unit: 'number',
    direction: 'increase',
  })
  const days = { starts_on: '2026-01-01', ends_on: '2026-12-31' }
  const period = await made(api, `${indicators}/indicators/${id}/periods`, days)
  const values = `/projects/${project.id}/values`
  return { values, figure: `/projects/${project.id}/results?view=performance&figure=${id}.life`, period }
}

test.use({ expected: [/422/] })

test('a list and a photo show where a value comes from, and are taken away again', async ({ page }) => {
  const { values, figure, period } = await projectWithOneValue(page.request)
  await page.goto(values)
  await settled(page)
  const cell = page.getByRole('gridcell', { name: /^People trained/ }).getByRole('button')
  const details = page.getByRole('complementary', { name: 'Details of the value' })
  const choose = details.getByLabel('Add files').and(page.locator('input'))
  await cell.focus()
  await page.keyboard.press('Control+Enter')
  await details.getByLabel('Value', { exact: true }).fill('11')

  await choose.setInputFiles([
    { name: 'Attendance.pdf', mimeType: 'application/pdf', buffer: PDF },
    { name: 'Day 1.png', mimeType: 'image/png', buffer: PNG },
    { name: 'not-a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ and so on') },
    { name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ])
  await expect(details.getByText('The content does not fit the name.')).toBeVisible()
  await expect(details.getByText('Files of this kind are not taken.')).toBeVisible()
  await expect(details.getByText('not checked for viruses')).toHaveCount(2)
  expect(await accessibilityFindings(page)).toEqual([])
  await details.getByRole('button', { name: 'Remove the file not-a.pdf' }).click()
  await details.getByRole('button', { name: 'Remove the file program.exe' }).click()
  await expect(details.getByRole('button', { name: 'Add files' })).toBeFocused()
  await details.getByRole('button', { name: 'Save as a draft' }).click()
  await expect(cell).toContainText('11 draft')

  const link = details.getByRole('link', { name: 'Attendance.pdf' })
  await expect(details.getByRole('link', { name: 'Day 1.png' })).toBeVisible()
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('Attendance.pdf')
  expect((await readFile(await download.path())).equals(PDF)).toBe(true)

  await details.getByRole('button', { name: 'Remove the file Day 1.png' }).click()
  await details.getByRole('button', { name: 'Save and hand in' }).click()
  await expect(cell).toContainText('11 handed in')
  await expect(details.getByRole('button', { name: 'Remove the file Attendance.pdf' })).toBeVisible()
  await expect(details.getByRole('button', { name: 'Remove the file Day 1.png' })).toHaveCount(0)
  await expect(details.getByText('removed: Day 1.png')).toBeVisible()

  const told = await page.request.get(`${indicators}/periods/${period.id}/entries`)
  const steps = [{ entry_id: (await told.json()).items[0].id, status: 'accepted' }]
  await page.request.post(`${indicators}/entry-steps`, { data: { steps } })
  await page.goto(figure)
  await settled(page)
  const why = page.getByRole('dialog', { name: 'Where the figure comes from' })
  await expect(why.getByTestId('explained')).toHaveText('11')
  await expect(why.getByRole('link', { name: 'Attendance.pdf' })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('files fit, and need a connection', async ({ page, context }) => {
    const { values } = await projectWithOneValue(page.request)
    await page.goto(values)
    await settled(page)
    await page.locator('.value-list__more').first().click()
    const choose = page.getByLabel('Add files').and(page.locator('input'))
    const name = `${'A long name of a list of attendance '.repeat(3)}.pdf`
    const list = { name, mimeType: 'application/pdf', buffer: PDF }
    await choose.setInputFiles([list, ...Array.from('1234567890', (n) => ({ ...list, name: `${n}.pdf` }))])
    await expect(page.getByText('not checked for viruses')).toHaveCount(10)
    await expect(page.getByText('A value has at most 10 links and files.')).toHaveCount(2)
    await page.getByRole('button', { name: 'Remove the file 0.pdf' }).click()
    await page.getByRole('button', { name: 'Remove the file 9.pdf' }).click()
    expect(await overflow(page)).toBe(0)
    await context.setOffline(true)
    await expect(page.getByText('Files need a connection.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Add files' })).toBeDisabled()
  })
})
