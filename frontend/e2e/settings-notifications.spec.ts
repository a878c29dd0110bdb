import type { Locator } from '@playwright/test'
import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { ownProject, registry } from './making'
import { has } from './people'

test('one chooses what one hears of: in one word, in detail, and on a page', async ({ page }) => {
  const { programme, project } = await ownProject(page.request, 'Bells')

  await page.goto(`/projects/${project.id}`)
  await settled(page)
  await page
    .getByRole('button', { name: /Hearing what concerns you|Following what you take part in/ })
    .click()
  const bell = page.getByRole('dialog', { name: 'Notifications' })
  await bell.getByRole('radio', { name: 'Nothing' }).click()
  await expect(bell.getByText('You hear nothing of it.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  const settings = bell.getByRole('link', { name: 'What you hear of, and how' })
  const colour = (link: Locator) => link.evaluate((it) => getComputedStyle(it).color)
  expect(await colour(settings)).toBe(await colour(page.locator('main a:not([class])').first()))
  await settings.click()

  await expect(page.getByRole('heading', { level: 1, name: 'What you hear of' })).toBeVisible()
  await settled(page)
  const watched = page.getByRole('list', { name: 'Watched and muted' })
  await expect(watched.getByRole('listitem').filter({ hasText: 'Muted' }).first()).toBeVisible()
  await page.getByRole('radio', { name: 'Once a day, gathered in one mail' }).check()
  await page.getByRole('checkbox', { name: 'No mail in my quiet hours' }).check()
  await page.getByRole('button', { name: 'Choose for each kind of news' }).click()
  await page.getByRole('combobox', { name: 'Mail: Project changed' }).selectOption('Mail once a week')
  // In one programme a kind of news comes in another way still.
  await page.getByLabel('Programme', { exact: true }).selectOption(programme.id)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  const ofProgramme = page.getByRole('list', { name: 'Programmes with a choice of their own' })
  await ofProgramme.getByRole('button', { name: /^Choose for each kind of news of Bells/ }).click()
  await ofProgramme.getByRole('combobox', { name: 'Mail: Project changed' }).selectOption('Mail at once')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)
  await page.getByRole('button', { name: 'Keep my choice' }).click()
  await expect(page.getByText('Your choice is kept')).toBeVisible()

  await page.reload()
  await settled(page)
  await expect(page.getByRole('radio', { name: 'Once a day, gathered in one mail' })).toBeChecked()
  await expect(page.getByLabel('From')).toHaveValue('21:00')
  const wishes = await page.request.get('/api/notifications/v1/preferences')
  const { rules: own } = (await wishes.json()) as { rules: object[] }
  const inProgramme = { programme_id: programme.id, channel: 'email' }
  expect(own).toContainEqual({ ...inProgramme, topic: '*', mode: 'off' })
  expect(own).toContainEqual({ ...inProgramme, topic: 'project.changed', mode: 'immediate' })

  await page.goto(`/programmes/${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Notifications', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'How people hear of this programme' })
  await dialog.getByRole('radio', { name: 'Once a week, gathered in one mail' }).check()
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep my choice' }).click()
  await expect(page.getByText('This holds from now on')).toBeVisible()
  const kept = await page.request.get(`/api/notifications/v1/programmes/${programme.id}/preference-defaults`)
  const { rules } = (await kept.json()) as { rules: object[] }
  expect(rules).toEqual([{ topic: '*', channel: 'email', mode: 'weekly' }])
})

test('one lays down reminders, and sees before what they would bring', async ({ page }) => {
  test.skip(!has('officer'), 'The system at this address has no account of a programme manager.')
  const { programme, project } = await ownProject(page.request, 'Reminders')
  const ending = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)
  const changed = await page.request.patch(`${registry}/projects/${project.id}`, {
    data: { ends_on: ending, status: 'active' },
    headers: { 'If-Match': '"1"' },
  })
  expect(changed.ok(), await changed.text()).toBe(true)

  await page.goto(`/programmes/${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Reminders' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reminders' })
  await dialog.getByLabel('About').selectOption('Projects that end')
  await expect(dialog.getByText('The steps of the whole installation hold here.')).toBeVisible()
  const ahead = dialog.getByRole('region', { name: 'In the next 30 days' })
  // How many are told of it anyway depends on who there is.
  await expect(ahead.getByRole('status')).not.toBeEmpty()
  const before = await ahead.getByRole('status').innerText()
  await dialog.getByLabel('Days', { exact: true }).fill('2')
  await dialog.getByLabel('Who', { exact: true }).selectOption('the programme managers')
  await dialog.getByRole('button', { name: 'Add the step' }).click()
  await expect(ahead.getByText('Projects that end, the programme managers')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Back to the steps of the whole installation' }).click()
  await expect(ahead.getByRole('status')).toHaveText(before)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  await page.goto('/programmes')
  await settled(page)
  await page.getByRole('button', { name: 'Reminders' }).click()
  const all = page.getByRole('dialog', { name: 'Reminders of the whole installation' })
  await expect(all.getByText('These steps hold wherever')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
})
