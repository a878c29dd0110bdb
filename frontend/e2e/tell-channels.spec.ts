import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { ownProject } from './making'

// Addresses that are none, and that may not be called, are refused by the service.
test.use({ expected: [/422/] })

test('a chat channel is added, tried, changed, switched off and removed', async ({ page }) => {
  const { programme } = await ownProject(page.request, 'Chats')
  await page.goto(`/programmes/${programme.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Chat channels' }).click()
  await expect(page.getByText('No chat channels yet')).toBeVisible()
  await page.getByRole('button', { name: 'Add channel' }).click()
  await settled(page)

  // What is missing or not public is said beside its field.
  await page.getByRole('textbox', { name: 'Name' }).fill('Programme team')
  await page.getByRole('combobox', { name: 'Service' }).selectOption('matrix')
  await expect(page.getByRole('textbox', { name: 'Room' })).toBeVisible()
  await page.getByRole('combobox', { name: 'Service' }).selectOption('slack')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://127.0.0.1/services/T1/B1/madeUp')
  await page.getByRole('button', { name: 'Add channel' }).click()
  await expect(page.getByRole('link', { name: /Of what/ })).toBeVisible()
  await page.getByRole('checkbox', { name: 'Project changed' }).check()
  await page.getByRole('combobox', { name: 'Language' }).selectOption('nb')
  await page.getByRole('button', { name: 'Add channel' }).click()
  await expect(page.getByRole('link', { name: /reachable from the internet/ })).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  // Nobody has this name, now or later.
  await page.getByRole('textbox', { name: 'Address' }).fill('https://chat.example/services/T1/B1/madeUp')
  await page.getByRole('button', { name: 'Add channel' }).click()

  await expect(page.getByRole('heading', { level: 1, name: 'Programme team' })).toBeVisible()
  await expect(page.getByText('Slack, chat.example')).toBeVisible()
  await expect(page.getByText('madeUp')).toHaveCount(0)
  await page.getByRole('button', { name: 'Send a test' }).click()
  const test = page.getByRole('listitem').filter({ hasText: 'Test' })
  await expect(test).toContainText('Given up', { timeout: 30_000 })
  await test.getByRole('button', { name: /^Look/ }).click()
  const message = page.getByRole('dialog', { name: /^Message of/ })
  await expect(message.getByRole('listitem')).toContainText('1.')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.keyboard.press('Escape')

  // Changed without the address, which nobody is shown.
  await page.getByRole('button', { name: 'Change' }).click()
  await expect(page.getByRole('textbox', { name: 'Address' })).toHaveCount(0)
  await page.getByRole('checkbox', { name: 'Network changed' }).check()
  await page.getByRole('button', { name: 'Keep changes' }).click()
  await expect(page.getByText('Network changed')).toBeVisible()
  await page.getByRole('button', { name: 'Switch off' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Switch off' }).click()
  await expect(page.getByRole('heading', { name: /It was switched off here/ })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  await page.reload()
  await settled(page)
  expect(await overflow(page)).toBe(0)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 1280, height: 800 })

  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No chat channels yet')).toBeVisible()
})
