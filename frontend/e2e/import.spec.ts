import type { Page } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'

/** Says what the registry holds already, but for a misspelt name and a wrong amount: it changes nothing. */
const file = `No;Land;Prosjekt;Partnere;År;Beløp (NOK);Finansiør
3;Bosnia - Hercegovina;Municipal International Cooperation;Orkdal - Mostar;2005;900 000,00;NMFA
3;Bosnia - Hercegovina;Municipal International Cooperation;Orkdal - Mostarr;2006;1 035 000,00;NMFA
3;Bosnia - Hercegovina;Municipal International Cooperation;Orkdal - Mostar;2007;-5;NMFA
`

const windows1252 = Buffer.from(file, 'latin1')

async function clean(page: Page, step: string): Promise<void> {
  await settled(page)
  expect(await accessibilityFindings(page), step).toEqual([])
  expect(await overflow(page), step).toBe(0)
}

const screens = [
  ['light', 1440, 900],
  ['dark', 390, 844],
] as const

for (const [colorScheme, width, height] of screens) {
  test.describe(() => {
    test.use({ colorScheme, viewport: { width, height } })

    test(`a spreadsheet goes through columns and a dry run, ${colorScheme}, ${width} wide`, async ({
      page,
    }) => {
      await page.goto('/imports/new')
      await settled(page)
      // Another header for each run, or what the other one chose would be remembered.
      const marked = Buffer.concat([Buffer.from(`${width}`), windows1252])
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: `portfolio-${width}.csv`, mimeType: 'text/csv', buffer: marked })

      await expect(page.getByText('Encoding windows-1252')).toBeVisible()
      await expect(page.getByLabel('Amount', { exact: true })).toHaveValue('5')
      await clean(page, 'columns')
      await page.reload()
      await page.getByLabel('Project code or number').selectOption({ index: 1 })
      await page.getByLabel('Programme', { exact: true }).selectOption({ index: 1 })
      await expect(page.getByLabel('Home country')).toHaveValue('NO')
      await page.getByRole('button', { name: 'Try the rows' }).click()

      await expect(page.getByRole('heading', { name: 'Names to decide on' })).toBeVisible()
      await clean(page, 'dry run')
      await page.reload()
      const name = page.getByLabel('Mostarr stands for')
      await expect(name).toHaveValue('')
      await name.selectOption({ label: 'Mostar, Bosnia and Herzegovina (67% alike)' })
      await page.getByRole('button', { name: 'Try again with 1 decision' }).click()

      await expect(page.getByRole('button', { name: '2 Already there' })).toBeVisible()
      await page.getByRole('button', { name: '1 Refused' }).click()
      await expect(page).toHaveURL(/outcome=refuse/)
      await expect(page.getByText('Cell F4:')).toBeVisible()
      await expect(page.getByText('The amount is negative')).toBeVisible()
      const [workbook] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download with remarks (Excel)' }).click(),
      ])
      expect(workbook.suggestedFilename()).toBe(`portfolio-${width}-checked.xlsx`)

      await expect(page.getByRole('button', { name: 'Import now' })).toBeDisabled()
      await page.getByRole('radio', { name: /Import the 2 valid rows/ }).check()
      await page.getByRole('button', { name: 'Import now' }).click()

      await expect(page.getByText(`portfolio-${width}.csv is imported`)).toBeVisible({ timeout: 30_000 })
      await expect(page.getByText('Nothing changed')).toBeVisible()
      await clean(page, 'result')
      await page.getByRole('button', { name: 'Take the import back' }).click()
      const dialog = page.getByRole('alertdialog')
      await expect(dialog).toBeVisible()
      expect(await accessibilityFindings(page), 'undo').toEqual([])
      await dialog.getByRole('button', { name: 'Take the import back' }).click()

      await expect(page.getByText(`portfolio-${width}.csv was taken back`)).toBeVisible({ timeout: 30_000 })
    })
  })
}

test.describe('a file that cannot be read', () => {
  test.use({ expected: [/422/] })

  test('is refused in words', async ({ page }) => {
    await page.goto('/imports/new')
    await settled(page)
    const buffer = Buffer.from('code;title;Code\n1;2;3\n')
    await page.locator('input[type=file]').setInputFiles({ name: 'x.csv', mimeType: 'text/csv', buffer })

    await expect(page.getByRole('alert')).toContainText('Two columns have the same name')
    await clean(page, 'refused')
  })
})
