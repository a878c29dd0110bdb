import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

test('what is to be done is listed, led to, and gone when it is done', async ({ page }) => {
  const { code, project } = await ownProject(page.request, 'Rivers')
  const result = { kind: 'output', title: { en: 'Rivers are clean' }, original_language: 'en' }
  const { id } = await made(page.request, `${indicators}/projects/${project.id}/results`, result)
  const indicator = await made(page.request, `${indicators}/results/${id}/indicators`, {
    ...{ unit: 'number', direction: 'increase', decimals: 0, title: { en: 'Rivers cleaned' } },
    ...{ cumulation: 'summed', over_time: 'sum', over_children: 'sum' },
  })
  const days = { starts_on: '2025-01-01', ends_on: '2025-12-31' }
  const period = await made<{ id: string; version: number }>(
    page.request,
    `${indicators}/indicators/${indicator.id}/periods`,
    days,
  )
  const handedIn = await page.request.post(`${indicators}/periods/${period.id}/entries`, {
    data: { value: '3', state: 'reported', submit: true },
    headers: { 'if-match': `"${period.version}"` },
  })
  expect(handedIn.status(), await handedIn.text()).toBe(201)

  await page.goto('/todo')
  await settled(page)
  const item = page.getByRole('listitem').filter({ hasText: code })
  await expect(item).toContainText('1 value to accept')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)

  await item.getByRole('link', { name: '1 value to accept' }).click()
  await page.waitForURL(`**/projects/${project.id}/values?view=review`)
  await settled(page)
  const entry = ((await handedIn.json()) as { current: { id: string } }).current.id
  const steps = [{ entry_id: entry, status: 'accepted', reason: 'So it is.' }]
  const accepted = await page.request.post(`${indicators}/entry-steps`, { data: { steps } })
  expect(((await accepted.json()) as { done: number }).done).toBe(1)

  await page.goto('/todo')
  await settled(page)
  await expect(page.getByRole('heading', { level: 1, name: 'To do' })).toBeVisible()
  await expect(item).toHaveCount(0)
})

test('a programme says when people are reminded', async ({ page }) => {
  const { programme } = await ownProject(page.request, 'Reminders')
  await page.goto(`/programmes/${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Reminders' }).click()
  const dialog = page.getByRole('dialog', { name: 'Reminders' })
  await expect(dialog.getByText('30 days before: whoever is to do it', { exact: true })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  await dialog.getByRole('button', { name: 'Remove: 30 days before: whoever is to do it' }).click()
  await dialog.getByRole('spinbutton', { name: 'Days' }).fill('10')
  await dialog.getByRole('combobox', { name: 'Who' }).selectOption({ label: 'the coordinators' })
  await dialog.getByRole('button', { name: 'Add the step' }).click()
  await expect(dialog.getByText('10 days before: the coordinators', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Keep the reminders' }).click()
  await expect(dialog).toHaveCount(0)

  await page.reload()
  await settled(page)
  // What one may do comes last, and moves the others.
  await expect(page.getByRole('button', { name: 'Public page' })).toBeVisible()
  await page.getByRole('button', { name: 'Reminders' }).click()
  await expect(dialog.getByText('This programme has laid down its own steps.')).toBeVisible()
  await expect(dialog.getByText('10 days before: the coordinators', { exact: true })).toBeVisible()
  await expect(dialog.getByText('30 days before: whoever is to do it', { exact: true })).toHaveCount(0)
})

test('what is to be done comes into a calendar by an address of one’s own', async ({ page, playwright }) => {
  await page.goto('/todo')
  await settled(page)
  await page.getByRole('button', { name: 'Add to your calendar' }).click()
  const dialog = page.getByRole('dialog', { name: 'Due dates in your calendar' })
  await dialog.getByRole('button', { name: 'Make an address' }).click()
  const shown = dialog.getByText(/\/calendars\/[\w-]+\.ics$/)
  await expect(shown).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  const address = (await shown.textContent()) ?? ''

  // A calendar has no cookie.
  const calendar = await playwright.request.newContext()
  const path = new URL(address).pathname
  const answer = await calendar.get(new URL(path, page.url()).href)
  expect(await answer.text()).toContain('BEGIN:VCALENDAR')
  await dialog.getByRole('button', { name: 'Withdraw: Everything I have to do' }).click()
  await expect(dialog.getByRole('button', { name: /^Withdraw/ })).toHaveCount(0)
  await expect(shown).toHaveCount(0)
  expect((await calendar.get(new URL(path, page.url()).href)).status()).toBe(404)
  await calendar.dispose()
})
