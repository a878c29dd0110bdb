import { expect, picture, settled, test } from './fixtures'
import { made, ownProject, registry } from './making'

test.describe(() => {
  // More is paid back than is owed, on purpose.
  test.use({ expected: [/422/] })

  test('a loan is handed on of a fund and paid back with interest, and the fund is there again', async ({
    page,
  }) => {
    const { code, project } = await ownProject(page.request, 'Credit line')
    const [funder, bank, keeper] = await Promise.all(
      ['Funder', 'Bank', 'Keeper'].map((name) =>
        made(page.request, `${registry}/organisations`, { kind: 'other', name: `${name} ${code}` }),
      ),
    )
    const between = { giver_id: funder?.id, receiver_id: bank?.id, amount: '5000', currency: 'EUR' }
    const filled = { kind: 'disbursement', happened_on: '2005-01-01', ...between }
    await made(page.request, `${registry}/projects/${project.id}/transactions`, filled)
    await page.goto(`/projects/${project.id}/budget`)
    await settled(page)
    await page.getByRole('link', { name: 'Grants and loans' }).click()
    await expect(page.getByText('No grants or loans yet')).toBeVisible()

    await page.getByRole('button', { name: 'Hand on money' }).first().click()
    const dialog = page.getByRole('dialog')
    for (const [label, name] of [
      ['From', 'Bank'],
      ['To', 'Keeper'],
    ] as const) {
      await dialog.getByRole('combobox', { name: label, exact: true }).fill(`${name} ${code}`)
      await dialog
        .getByRole('option', { name: `${name} ${code}` })
        .and(page.locator(':visible'))
        .click()
    }
    for (const [label, text] of [
      ['Awarded on', '15.01.2005'],
      ['Amount', '5 000'],
      ['Interest, % a year', '5'],
      ['First instalment due', '15.02.2005'],
    ] as const) {
      await dialog.getByRole('textbox', { name: label, exact: true }).fill(text)
    }
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click()
    await expect(dialog).toBeHidden()

    const pay = async (day: string, amount: string) => {
      await page.getByRole('button', { name: /^Enter payment/ }).click()
      await dialog.getByRole('textbox', { name: 'Date' }).fill(day)
      await dialog.getByRole('textbox', { name: 'Amount, EUR' }).fill(amount)
      await dialog.getByRole('button', { name: 'Enter', exact: true }).click()
    }
    await pay('15.01.2005', '5 000')
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('figure')).toContainText('0\u00a0EUR is in the fund')
    await page.getByRole('button', { name: /^Schedule/ }).click()
    await expect(dialog.getByRole('row')).toHaveCount(13)
    await expect(dialog.getByRole('row').nth(1)).toContainText(/20\.83.*407\.21.*428\.04.*4,592\.79/)
    await page.keyboard.press('Escape')

    await pay('15.02.2006', '5 136.46')
    await expect(
      dialog.getByRole('link', { name: 'More than is owed: 5,136.45\u00a0EUR is left to pay back' }),
    ).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Amount, EUR' }).fill('5 136.45')
    await dialog.getByRole('button', { name: 'Enter', exact: true }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('figure')).toContainText('5,136.45\u00a0EUR is in the fund')
    await expect(page.getByRole('figure')).toContainText('136.45\u00a0EUR of it interest')
    await picture(page, 'project-fund')
  })
})
