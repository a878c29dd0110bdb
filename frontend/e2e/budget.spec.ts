import { expect, settled, test } from './fixtures'

test('a line is added to a budget, changed and taken away again', async ({ page }) => {
  const answer = await page.request.get('/api/registry/v1/projects?q=Pre-appraisal&limit=1')
  const { items } = (await answer.json()) as { items: { id: string }[] }
  await page.goto(`/projects/${items[0]?.id}/budget`)
  await settled(page)
  const total = page.locator('.sum-list__total dd').first()
  await expect(total).toHaveText('130,000\u00a0NOK')

  await page.getByRole('button', { name: 'Add line' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Year' }).fill('2009')
  await dialog.getByRole('combobox', { name: 'Funder' }).fill('Norad')
  await dialog.getByRole('option', { name: /Norwegian Agency/ }).click()
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('1 000.5')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(total).toHaveText('131,000.50\u00a0NOK')

  await page.getByRole('button', { name: /^Change: 2009/ }).click()
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('2000')
  // The year is over: what was agreed of it changes with a reason.
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Counted anew')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(total).toHaveText('132,000\u00a0NOK')

  await page.getByRole('button', { name: /^Remove: 2009/ }).click()
  const asked = page.getByRole('alertdialog')
  await asked.getByRole('textbox', { name: 'Reason' }).fill('Counted twice')
  await asked.getByRole('button', { name: 'Remove' }).click()
  await expect(total).toHaveText('130,000\u00a0NOK')
})
