import { readFileSync } from 'node:fs'
import { expect, settled, test } from './fixtures'
import { signedInAs } from './people'

test('the report adds up to the figures on record, in kroner and in euros', async ({ page }) => {
  await page.goto('/')
  await settled(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Annual report' }).click()
  await settled(page)

  const all = page.getByRole('row', { name: /^All countries/ })
  await expect(all.getByRole('cell')).toHaveText([
    '18,000,000',
    '3,839,000',
    '21,839,000',
    '24,131,516',
    '4,276,353',
    '28,407,869',
    '50,246,869',
  ])
  await expect(page.getByText('18 countries, 35 projects')).toBeVisible()
  await expect(page.locator('.report-table tbody')).toHaveCount(19)
  await expect(page.locator('.report-table tbody').last()).toContainText('No country')
  await expect(page.getByRole('rowheader', { name: /^Macedonia/ })).toBeVisible()

  await page.getByRole('radio', { name: 'EUR' }).click()
  await expect(all.getByRole('cell').last()).toHaveText('6,029,624.28')
  await expect(page.getByText(/1 NOK = 0.12 EUR, valid on 1 Jan 2005/)).toBeVisible()
  await expect(page).toHaveURL(/currency=EUR/)
})

test.describe('somebody who works in Norwegian', () => {
  // A language is remembered with the account; nobody else walks as this one.
  test.use({ storageState: signedInAs('reader') })

  test('files hold the same, as a Norwegian reads them', async ({ page }) => {
    await page.goto('/reports/annual')
    await settled(page)
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('radio', { name: 'Norsk bokmål' }).click()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Last ned som' }).click()
    const coming = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Last ned CSV' }).click()
    const file = await coming
    const text = readFileSync(await file.path(), 'utf8')

    expect(file.suggestedFilename()).toBe('annual-report-2005-2006.csv')
    expect(text.startsWith('\uFEFFLand;Nr.;Prosjekt;Partnere;')).toBe(true)
    expect(text).toContain('Alle land;;Sum;;18000000,00;3839000,00;24131516,00;4276353,00;50246869,00')

    const dialog = page.getByRole('dialog', { name: 'Last ned rapporten' })
    await dialog.getByRole('combobox', { name: 'Som' }).selectOption('docx')
    await dialog.getByRole('combobox', { name: 'Omtal disse prosjektene' }).fill('24')
    await dialog.getByRole('option', { name: /^24 / }).click()
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Lag filen' }).click()

    const name = 'annual-report-2005-2006-nb.docx'
    await expect(dialog.getByRole('status')).toHaveText(`${name} er klar`, { timeout: 60_000 })
    await expect(dialog.getByText(/^Klar, .* tas vare på til/)).toBeVisible()
    const saved = page.waitForEvent('download')
    await dialog.getByRole('link', { name: `Last ned: ${name}` }).click()
    const made = await saved
    expect(made.suggestedFilename()).toBe(name)
    expect(
      readFileSync(await made.path())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')

    await dialog.getByRole('button', { name: `Fjern: ${name}` }).click()
    await expect(dialog.getByText('Du har ingen filer.')).toBeVisible()
  })
})

test('on paper the whole table is there', async ({ page }) => {
  await page.goto('/reports/annual')
  await settled(page)
  await page.emulateMedia({ media: 'print' })

  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  const hidden = await page.locator('.report-scroll').evaluate((box) => box.scrollHeight - box.clientHeight)
  expect(hidden).toBe(0)
})
