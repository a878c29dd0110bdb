import { accessibilityFindings, expect, settled, test } from './fixtures'
import { made, ownProject, registry } from './making'
import { newcomer, signedIn, unique } from './newcomers'

// A draft without a text is sent on purpose.
test.use({ expected: [/422/] })

test('a manager writes to everybody in a programme, sees who gets it, and they read it', async ({
  page,
  browser,
}) => {
  const { code, programme, project } = await ownProject(page.request, 'Letters')
  const reader = await newcomer(page, browser, `Reader ${unique()}`)
  const role = { role: 'coordinator', scope_type: 'project', scope_id: project.id }
  await made(page.request, `${registry}/people/${reader.id}/roles`, role)
  const title = `We meet in March ${code}`

  await page.goto(`/programmes/${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Announcements' }).click()
  await expect(page.getByText('Nothing has been announced yet')).toBeVisible()
  await page.getByRole('button', { name: 'Write announcement' }).click()
  await settled(page)

  // A group, narrowed; what is missing is said beside its field.
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('projects')
  await expect(page.getByRole('combobox', { name: 'Country' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('button', { name: 'Save draft' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await page
    .getByRole('textbox', { name: 'Text' })
    .fill('Bring your figures.\n\nThe way: https://example.org/way')
  await page.getByRole('button', { name: 'Save draft' }).click()

  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  const recipients = page.getByRole('region', { name: 'Who gets it' })
  await expect(recipients).toContainText('1 person')
  await expect(recipients).toContainText(reader.name)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const sure = page.getByRole('alertdialog', { name: 'Send it to 1 person?' })
  expect(await accessibilityFindings(page)).toEqual([])
  await sure.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(sure).toBeHidden()
  await expect(page.getByText('Handed over by mail so far')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toHaveCount(0)

  await page.getByRole('link', { name: 'Announcements' }).click()
  const row = page.getByRole('listitem').filter({ hasText: title })
  await expect(row).toContainText('To 1 person')

  const theirs = await signedIn(browser, reader)
  await theirs.goto('/inbox')
  const told = theirs.getByRole('listitem').filter({ hasText: title })
  // It comes by itself once the worker has told them.
  await expect(told).toContainText('https://example.org/way', { timeout: 20_000 })
  await expect(told).toContainText(`Announcement in Letters ${code}`)
  expect(await accessibilityFindings(theirs)).toEqual([])
  await theirs.context().close()
})
