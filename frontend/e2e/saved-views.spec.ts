import { accessibilityFindings, expect, settled, test } from './fixtures'
import { ownProject, registry } from './making'

const menu = (name: string | RegExp) => ({ name })

test('a way of looking at a page is kept, shown first, replaced, shared and taken away', async ({ page }) => {
  const { project, programme, code } = await ownProject(page.request, 'Views')
  const address = `/projects/${project.id}/results`
  await page.goto(`${address}?view=performance&kind=output&hide=baseline.target`)
  await settled(page)

  // By keyboard: kept under a name, and as what is seen first.
  await page.getByRole('button', menu('Views')).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', menu(/Save this view/)).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', menu(/Save this view/))
  await dialog.getByRole('textbox', menu('Name of the view')).fill('Outputs, short')
  await dialog.getByRole('checkbox', menu(/first when I open/)).check()
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', menu('Save')).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', menu('View: Outputs, short'))).toBeFocused()

  // Who comes without saying how sees it so.
  await page.goto(address)
  await expect(page).toHaveURL(/hide=baseline\.target/)
  await expect(page.getByRole('button', menu('View: Outputs, short'))).toBeVisible()

  // What the page shows now replaces it.
  await page.getByLabel('Status', { exact: true }).selectOption('behind')
  await expect(page).toHaveURL(/status=behind/)
  await page.getByRole('button', menu('Views')).click()
  await page.getByRole('menuitem', menu(/Manage views/)).click()
  const manage = page.getByRole('dialog', menu(/Manage views/))
  await manage.getByRole('button', menu(/Replace with what is shown now/)).click()
  await expect(manage.getByRole('status')).toHaveText('Outputs, short now keeps what the page shows.')
  await expect(manage.getByRole('status')).toBeFocused()
  expect(await accessibilityFindings(page)).toEqual([])

  // Renamed, and shared with the programme.
  await manage.getByRole('button', menu('Change: Outputs, short')).click()
  const change = page.getByRole('dialog', menu('Change'))
  await change.getByRole('textbox', menu('Name of the view')).fill('Outputs behind')
  const share = change.getByRole('combobox', menu(/Share with a programme/))
  const asked = page.waitForResponse(/programmes\?.*q=/)
  await share.fill(code)
  await asked
  await page.getByRole('option', menu(new RegExp(code))).click()
  await change.getByRole('button', menu('Save')).click()
  await expect(manage.getByText(`Shared with Views ${code}`)).toBeVisible()
  await manage.getByRole('button', menu('Close')).last().click()
  await expect(manage).toBeHidden()
  await expect(page.getByRole('button', menu('View: Outputs behind'))).toBeVisible()

  // The link leads to what it keeps.
  const { items } = (await (await page.request.get(`${registry}/saved-views?path=${address}`)).json()) as {
    items: { id: string; programme: { id: string } }[]
  }
  expect(items.map((one) => one.programme.id)).toEqual([programme.id])
  await page.goto(`/views/${items[0]?.id}`)
  await expect(page).toHaveURL(/results\?.*status=behind/)
  await settled(page)

  await page.getByRole('button', menu('View: Outputs behind')).click()
  await page.getByRole('menuitem', menu(/Manage views/)).click()
  await manage.getByRole('button', menu('Remove: Outputs behind')).click()
  const sure = page.getByRole('alertdialog', menu('Remove the view Outputs behind?'))
  await expect(sure).toContainText('gone for all')
  await sure.getByRole('button', menu('Remove')).click()
  await expect(sure).toBeHidden()
  await expect(manage.getByText('No views are kept of this page.')).toBeVisible()
  await manage.getByRole('button', menu('Close')).last().click()
  await expect(page.getByRole('button', menu('Views'))).toBeVisible()
})
