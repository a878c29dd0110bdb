import { expect, settled, test } from './fixtures'
import { made, ownProject, registry } from './making'

test.describe(() => {
  // More is entered than was awarded, on purpose.
  test.use({ expected: [/422/] })

  test('money goes its way: what is left is told, and a wrong entry is reversed', async ({ page }) => {
    const { project } = await ownProject(page.request, 'Money')
    const found = await page.request.get(`${registry}/organisations?q=Norwegian Agency&limit=1`)
    const { items } = (await found.json()) as { items: [{ id: string }] }
    const award = { year: 2016, funder_id: items[0].id, amount: '1000', currency: 'NOK' }
    await made(page.request, `${registry}/projects/${project.id}/budget-lines`, award)
    await page.goto(`/projects/${project.id}/budget`)
    await settled(page)
    await page.getByRole('link', { name: 'Transactions' }).click()
    await expect(page.getByText('No transactions yet')).toBeVisible()

    await page.getByRole('button', { name: 'Enter transaction' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Kind' }).selectOption('Commitment')
    await dialog.getByRole('textbox', { name: 'Date', exact: true }).fill('01.06.2016')
    await dialog.getByRole('textbox', { name: 'Amount' }).fill('1 200')
    for (const [label, typed, option] of [
      ['From', 'Norad', /Norwegian Agency/],
      ['To', 'Eid', /^Eid,/],
    ] as const) {
      await dialog.getByRole('combobox', { name: label, exact: true }).fill(typed)
      await dialog.getByRole('option', { name: option }).and(page.locator(':visible')).click()
    }
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click()
    await expect(
      dialog.getByRole('link', { name: 'Amount: More than the award: 1,000\u00a0NOK is left' }),
    ).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Amount' }).fill('900.50')
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click()
    await expect(dialog).toBeHidden()
    const rows = page.getByRole('table', { name: 'Transactions' }).getByRole('row')
    await expect(rows.nth(1)).toContainText('900.50\u00a0NOK')

    await page.getByRole('button', { name: /^Reverse: Commitment/ }).click()
    const asked = page.getByRole('alertdialog')
    await asked.getByRole('textbox').fill('The letter says otherwise')
    await asked.getByRole('button', { name: 'Reverse' }).click()
    await expect(asked).toBeHidden()
    await expect(rows.nth(1)).toContainText('The letter says otherwise')
  })
})
