import { accessibilityFindings, expect, settled, test } from './fixtures'
import { newcomer, signedIn, unique } from './newcomers'

// Who was signed out is answered with 401, a day before the first with 422.
test.use({ expected: [/401|422/] })

test('the state of mail says plainly that none is sent, and how to change that', async ({ page }) => {
  await page.goto('/')
  await settled(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Mail' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mail' })).toBeVisible()

  const state = page.getByRole('region', { name: 'State of mail' })
  await expect(state.getByRole('heading', { name: 'No mail server is set up' })).toBeVisible()
  await expect(state).toContainText('BROMOST_SMTP_URL')
  await expect(state.getByRole('button')).toHaveCount(0)
})

test('an administrator ends one browser of somebody, who is told so', async ({ page, browser }) => {
  const person = await newcomer(page, browser, 'Test Visitor')
  const guest = await signedIn(browser, person)
  await guest.goto('/projects')
  await settled(guest)

  await page.goto(`/people/${person.id}`)
  await settled(page)
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Signed in' }) })
  await expect(part.getByRole('listitem')).toHaveCount(1)
  await part.getByRole('button', { name: /^Sign out/ }).click()
  await expect(part.getByText('Nowhere at the moment.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await guest.reload()
  await expect(guest.getByRole('textbox', { name: 'E-mail' })).toBeVisible()
  await guest.context().close()
})

test('what a deactivation ends is said before, and what comes back afterwards', async ({ page, browser }) => {
  const person = await newcomer(page, browser, 'Test Leaver')
  const guest = await signedIn(browser, person)

  await page.goto(`/people/${person.id}`)
  await page.getByRole('button', { name: 'Deactivate' }).click()
  const dialog = page.getByRole('dialog', { name: 'Deactivate Test Leaver?' })
  await expect(dialog.getByText('1 browser is signed out.')).toBeVisible()
  await expect(dialog.getByText('1 role rests.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(dialog.getByText('There is a problem')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Left the municipality')
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(dialog).toBeHidden()
  await guest.goto('/projects')
  await expect(guest.getByRole('textbox', { name: 'E-mail' })).toBeVisible()
  await guest.context().close()

  await page.getByRole('button', { name: 'Reactivate' }).click()
  const back = page.getByRole('dialog', { name: 'Reactivate Test Leaver?' })
  await expect(back.getByText('1 role that has not ended counts again.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
})

test('somebody joins an organisation, becomes something else there, and leaves', async ({
  page,
  browser,
}) => {
  const person = await newcomer(page, browser, 'Test Member')
  await page.goto(`/people/${person.id}`)
  await page.getByRole('button', { name: 'Add an organisation' }).click()
  const joining = page.getByRole('dialog', { name: 'Add an organisation for Test Member' })
  await joining.getByRole('combobox', { name: 'Organisation' }).fill('mostar')
  await joining
    .getByRole('option', { name: /^Mostar/ })
    .first()
    .click()
  await joining.getByRole('button', { name: 'Add an organisation' }).click()
  await expect(joining).toBeHidden()

  const row = page.getByRole('table', { name: 'Works for' }).getByRole('row').filter({ hasText: 'Mostar' })
  await row.getByRole('button', { name: 'Change the time at Mostar' }).click()
  const dialog = page.getByRole('dialog', { name: 'Test Member at Mostar' })
  await dialog.getByRole('textbox', { name: 'Title or function' }).fill('Head of office')
  await dialog.getByRole('textbox', { name: 'From' }).fill('01.02.2020')
  await dialog.getByRole('textbox', { name: 'Until' }).fill('01.02.2019')
  await dialog.getByRole('button', { name: 'Save' }).click()
  // Nothing that was typed is lost, and the words stand beside the field.
  await expect(dialog.getByRole('link', { name: /^Until:/ })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Title or function' })).toHaveValue('Head of office')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('textbox', { name: 'Until' }).fill('31.12.2030')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(row).toContainText('Head of office')
  await expect(row).toContainText('1 Feb 2020')
  await expect(row).toContainText('31 Dec 2030')

  await row.getByRole('button', { name: 'Change the time at Mostar' }).click()
  await dialog.getByRole('textbox', { name: 'Until' }).fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('No end')
  await row.getByRole('button', { name: 'Leaves Mostar' }).click()
  const leaving = page.getByRole('dialog', { name: 'Test Member leaves Mostar' })
  await leaving.getByRole('textbox', { name: 'Until' }).fill('31.12.2029')
  await leaving.getByRole('button', { name: 'Leaves' }).click()
  await expect(leaving).toBeHidden()
  await expect(row).toContainText('31 Dec 2029')
})

test('a contact person without an account gets a copy, and is erased', async ({ page }) => {
  const words = `Bridge ${unique()}`
  const name = `Synthetic Contact ${unique()}`
  await page.goto('/organisations?q=mostar')
  await settled(page)
  await page.getByRole('table').getByRole('link', { name: 'Mostar', exact: true }).click()
  const part = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Contact persons' }) })
  await part.getByRole('button', { name: 'Add a contact person' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a contact person' })
  await dialog.getByRole('combobox', { name: 'For what' }).selectOption('other')
  await dialog.getByRole('textbox', { name: 'In own words' }).fill(words)
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('textbox', { name: 'Source' }).fill('Told by the municipality')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await part.getByRole('link', { name: `Personal data ${name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Personal data of ${name}` })).toBeVisible()
  await page.getByRole('button', { name: 'Make a copy' }).click()
  const download = page.getByRole('button', { name: /^Download the copy/ })
  await expect(download).toBeVisible({ timeout: 30_000 })
  expect(await accessibilityFindings(page)).toEqual([])
  const file = page.waitForEvent('download')
  await download.click()
  expect((await file).suggestedFilename()).toBe('personal-data.zip')

  await page.getByRole('button', { name: 'Erase the data' }).click()
  const asked = page.getByRole('alertdialog', { name: `Erase the data of ${name}?` })
  expect(await accessibilityFindings(page)).toEqual([])
  await asked.getByRole('button', { name: 'Erase the data' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /Erased person/ })).toBeVisible({
    timeout: 30_000,
  })

  await page.getByRole('link', { name: 'Mostar', exact: true }).click()
  await expect(part.getByRole('row').filter({ hasText: words })).toContainText('Erased person')
})
