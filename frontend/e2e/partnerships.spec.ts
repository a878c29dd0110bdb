import { expect, settled, test } from './fixtures'

test('a partnership is shown as it stood on any day, with the reason for its standstill', async ({
  page,
}) => {
  await page.goto('/partnerships?status=standstill')
  await settled(page)
  const row = page.getByRole('row', { name: /^Tromsø - Jaffna/ })
  await expect(row).toContainText('Standstill because of the conflict')

  await page.getByLabel('As of').fill('2005-06-01')
  await expect(page.getByText('No partnership matches')).toBeVisible()
  await page.getByRole('combobox', { name: 'Status' }).selectOption('active')
  await expect(row).toContainText('Active')

  await row.getByRole('link', { name: 'Tromsø - Jaffna' }).click()
  await expect(page.getByText('Shown as it stood on 1 Jun 2005.')).toBeVisible()
  await page.getByRole('link', { name: 'Show today' }).click()
  await expect(page.locator('.page-header')).toContainText('Standstill')
})

test.describe(() => {
  // The first attempt lacks its reason on purpose.
  test.use({ expected: [/422/] })

  test('a partnership is registered, put to rest with a reason, and told in its history', async ({
    page,
  }) => {
    const name = `Eid - Mbala, schools ${Date.now()}`
    await page.goto('/partnerships/new')
    await settled(page)
    await page.getByRole('textbox', { name: 'Partnership' }).fill(name)
    for (const [number, town] of [
      [1, 'Eid'],
      [2, 'Mbala'],
    ] as const) {
      await page.getByRole('combobox', { name: `Member ${number}`, exact: true }).fill(town)
      await page.getByRole('option', { name: new RegExp(`^${town},`) }).click()
    }
    await page.getByRole('textbox', { name: 'From', exact: true }).fill('01.02.2007')
    await page.getByRole('button', { name: 'Register partnership' }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

    await page.getByRole('button', { name: 'Change status' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'New status' }).selectOption('standstill')
    await dialog.getByRole('textbox', { name: 'From' }).fill('01.02.2008')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog.getByRole('link', { name: /Reason/ })).toBeVisible()
    await dialog.getByRole('textbox', { name: /Reason/ }).fill('No money for travel')
    await dialog.getByRole('button', { name: 'Save' }).click()

    await expect(dialog).toBeHidden()
    const history = page.locator('.status-timeline > li')
    await expect(history).toHaveCount(2)
    await expect(history.first()).toContainText('1 Feb 2008')
    await expect(history.first()).toContainText('No money for travel')
  })
})

test('a row beside the map marks its arc, for pointer and keyboard alike', async ({ page }) => {
  await page.goto('/map')
  await settled(page)
  const marked = page.locator('.arc-map .arc[data-marked=true]')
  await expect(page.getByRole('img', { name: /^Map: \d+ links between \d+ places/ })).toBeVisible()
  await expect(marked).toHaveCount(0)

  await page.getByRole('rowheader', { name: 'Tromsø' }).hover()
  await expect(marked).toHaveAttribute('data-status', 'standstill')
  await page.getByRole('link', { name: 'Saltdal - Niš' }).focus()
  await expect(marked).toHaveAttribute('data-status', 'active')

  await page.getByRole('radio', { name: 'Africa' }).click()
  await expect(page).toHaveURL(/view=africa/)
  await page.getByRole('button', { name: /Standstill/ }).click()
  await expect(page.getByRole('rowheader', { name: 'Tromsø' })).toHaveCount(0)
})
