import type { Browser } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { has, signedInAs } from './people'

/** Somebody else registers an organisation, with a name that nobody has used before. */
async function registered(browser: Browser, baseURL: string): Promise<string> {
  const name = `Kisač ${Date.now()}`
  const officer = await browser.newContext({ baseURL, storageState: signedInAs('officer') })
  const data = { kind: 'municipality', name, country_code: 'XK' }
  const answer = await officer.request.post('/api/registry/v1/organisations', { data })
  expect(answer.status()).toBe(201)
  await officer.close()
  return name
}

test.describe('what others do', () => {
  test.skip(() => !has('officer'), 'The system at this address has no second account.')

  test('shows on the open page, rings the bell, and is read, archived and taken back', async ({
    page,
    context,
    browser,
    baseURL,
  }) => {
    await page.goto('/organisations')
    await settled(page)
    const bell = page.getByRole('banner').getByRole('link', { name: /^Inbox/ })
    const name = await registered(browser, baseURL ?? '')
    await expect(bell).toHaveAccessibleName(/new/)

    // Whoever looks has seen it, in every tab; unread it stays.
    const tab = await context.newPage()
    await tab.goto('/inbox')
    await settled(tab)
    await expect(bell).toHaveAccessibleName('Inbox')
    await tab.close()
    await page.goto('/inbox')
    await settled(page)

    // No reload: it comes by itself.
    const item = page.getByRole('listitem').filter({ hasText: `New organisation: ${name}` })
    await expect(item).toHaveAttribute('data-unread', 'true')
    const next = await registered(browser, baseURL ?? '')
    const newer = page.getByRole('listitem').filter({ hasText: `New organisation: ${next}` })
    await expect(newer).toBeVisible({ timeout: 5_000 })

    await item.getByRole('button', { name: 'Archive' }).click()
    await expect(item).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(item).toBeVisible()

    // Put off by a key, and taken back from where it waits.
    await item.getByRole('link').focus()
    await page.keyboard.press('s')
    const dialog = page.getByRole('dialog', { name: 'Snooze until' })
    expect(await accessibilityFindings(page)).toEqual([])
    await dialog.getByRole('button', { name: /^Tomorrow/ }).click()
    await expect(dialog).toHaveCount(0)
    await expect(item).toHaveCount(0)
    await page.getByRole('link', { name: /^Snoozed/ }).click()
    await expect(item).toContainText('Comes back on')
    await item.getByRole('button', { name: 'Move back to the inbox' }).click()
    await expect(item).toHaveCount(0)
    await page.goto('/inbox')
    await settled(page)
    await expect(item).toContainText('You hear of it because you may see it.')

    await item.getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await page.goto('/inbox?tab=all')
    await settled(page)
    await expect(item.getByRole('button', { name: 'Mark as unread' })).toBeVisible()
  })

  test('refreshes a list that somebody looks at', async ({ page, browser, baseURL }) => {
    await page.goto('/organisations?q=Kisač')
    await settled(page)
    // The stream opens after the page; what happens before is on the page already.
    await page.waitForTimeout(1_000)
    const name = await registered(browser, baseURL ?? '')
    await expect(page.getByRole('link', { name })).toBeVisible({ timeout: 5_000 })
  })
})
