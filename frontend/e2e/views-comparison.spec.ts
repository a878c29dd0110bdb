import { readFile } from 'node:fs/promises'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'

test('two years of the portfolio are set beside each other, by country and by funder', async ({ page }) => {
  await page.goto('/reports/annual')
  await settled(page)
  await page.getByRole('button', { name: 'Compare two years' }).click()
  await page.waitForURL(/comparison/)
  await page.goto('/reports/comparison?first_year=2005&second_year=2006')
  await settled(page)

  const table = page.getByRole('region', { name: /^Projects and budgets of 2005 and 2006/ })
  const all = table.getByRole('row', { name: /^All/ })
  await expect(all).toContainText('21,839,000')
  await expect(all).toContainText('28,407,869')
  await expect(all).toContainText('+6,568,869')
  await expect(all).toContainText('+30.1')
  await expect(page.getByText(/^2005: 21,839,000.*2006: 28,407,869.*\+30\.1/)).toBeVisible()

  await page.getByRole('combobox', { name: 'Compare by' }).selectOption('Funder')
  await expect(table.getByRole('row', { name: /Norwegian Ministry of Foreign Affairs/ })).toContainText(
    '18,000,000',
  )
  const saved = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download CSV' }).click()
  const file = await saved
  expect(file.suggestedFilename()).toBe('comparison-2005-2006.csv')
  expect(await readFile(await file.path(), 'utf8')).toContain('21839000.00')

  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await settled(page)
  expect(await overflow(page)).toBe(0)
  expect(await accessibilityFindings(page)).toEqual([])
})
