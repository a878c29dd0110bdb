import type { Locator, Page } from '@playwright/test'
import { expect, settled, test } from './fixtures'
import { elsewhere, unique } from './newcomers'
import { password } from './people'

// Nobody is signed in where an invitation is opened, and a form is sent empty on purpose.
test.use({ expected: [/401|422/] })

/** Walks there as one does without a mouse: it fails when the way is too long or leads nowhere. */
async function walk(page: Page, to: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(to).toBeVisible()
  for (let step = 0; step < 60; step += 1) {
    if (await to.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(to).toBeFocused()
}

async function press(page: Page, on: Locator): Promise<void> {
  await walk(page, on)
  await page.keyboard.press('Enter')
}

async function write(page: Page, into: Locator, text: string): Promise<void> {
  await walk(page, into)
  await page.keyboard.type(text)
}

/** Types the beginning of a choice, again where a slow machine took the letters one by one. */
async function choose(page: Page, box: Locator, text: string, value: string): Promise<void> {
  await walk(page, box)
  await expect(async () => {
    await page.keyboard.type(text)
    await expect(box).toHaveValue(value, { timeout: 500 })
  }).toPass({ intervals: [1500] })
}

/** Types into a list of suggestions and takes the first that fits. */
async function pick(page: Page, box: Locator, text: string, fits = new RegExp(text, 'i')): Promise<void> {
  await write(page, box, text)
  const suggestion = page.getByRole('listbox').getByRole('option').filter({ hasText: fits })
  await expect(suggestion.first()).toBeVisible()
  await expect(box).not.toHaveAttribute('aria-busy', 'true')
  const chosen = box.locator('xpath=ancestor::ul[1]')
  // A list that came anew while the key was on its way marks nothing: one looks, and presses again.
  await expect(async () => {
    if (!fits.test((await chosen.textContent()) ?? '')) {
      const id = (await suggestion.first().getAttribute('id', { timeout: 1_000 })) ?? ''
      for (let step = 0; step < 20 && (await box.getAttribute('aria-activedescendant')) !== id; step += 1)
        await page.keyboard.press('ArrowDown')
      await expect(box).toHaveAttribute('aria-activedescendant', id, { timeout: 1_000 })
      await page.keyboard.press('Enter')
    }
    await expect(chosen).toContainText(fits, { timeout: 3_000 })
  }).toPass()
}

/** Every dialog gives the focus back to where it was opened, or to a place beside it; never to nothing. */
async function focusIsKept(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
}

test('somebody is invited, accepts, is given a role and loses it, all by keyboard', async ({
  page,
  browser,
}) => {
  test.slow()
  const email = `keys-${unique()}@e2e.example`
  await page.goto('/')
  await settled(page)
  await press(page, page.getByRole('navigation').getByRole('link', { name: 'Invitations' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Invitations' })).toBeFocused()
  await press(page, page.getByRole('button', { name: 'Invite somebody' }).first())
  await expect(page.getByRole('heading', { level: 1, name: 'Invite somebody' })).toBeFocused()

  // Sent empty first: the focus comes to what is wrong, and a link leads to the field.
  await press(page, page.getByRole('button', { name: 'Send the invitation' }))
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeFocused()
  await press(page, page.getByRole('link', { name: /^E-mail:/ }))
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toBeFocused()
  await page.keyboard.type(email)
  await pick(page, page.getByRole('combobox', { name: 'Organisation', exact: true }), 'mostar')
  await choose(page, page.getByRole('combobox', { name: 'Role', exact: true }), 'Coord', 'coordinator')
  await choose(page, page.getByRole('combobox', { name: 'In', exact: true }), 'Project', 'project')
  await pick(page, page.getByRole('combobox', { name: 'Project', exact: true }), 'mostar', /International/)
  await press(page, page.getByRole('button', { name: 'Send the invitation' }))
  const handOver = page.getByRole('dialog', { name: 'Hand over the link' })
  const link = await handOver.getByRole('textbox', { name: 'Link' }).inputValue()
  await press(page, handOver.getByRole('button', { name: 'I have passed it on' }))
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('Waiting')

  const context = await elsewhere(browser)
  const guest = await context.newPage()
  await guest.goto(link)
  await write(guest, guest.getByRole('textbox', { name: 'Your name' }), 'Keyboard Tester')
  await write(guest, guest.getByLabel('Password', { exact: true }), password)
  await press(guest, guest.getByRole('button', { name: 'Accept and make the account' }))
  await expect(guest.getByRole('heading', { level: 1, name: 'Welcome, Keyboard Tester' })).toBeVisible()
  await focusIsKept(guest)
  await write(guest, guest.getByLabel('Password', { exact: true }), password)
  await press(guest, guest.getByRole('button', { name: 'Sign in', exact: true }))
  await expect(guest.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await context.close()

  await press(page, page.getByRole('navigation').getByRole('link', { name: 'People' }))
  await write(page, page.getByRole('searchbox'), email)
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'Keyboard Tester' }))
  await expect(page.getByRole('heading', { level: 1, name: 'Keyboard Tester' })).toBeFocused()
  const give = page.getByRole('button', { name: 'Give a role' })
  await press(page, give)
  const giving = page.getByRole('dialog', { name: 'Give Keyboard Tester a role' })
  await choose(page, giving.getByRole('combobox', { name: 'Role', exact: true }), 'Adviser', 'adviser')
  await choose(page, giving.getByRole('combobox', { name: 'In', exact: true }), 'Programme', 'programme')
  await pick(page, giving.getByRole('combobox', { name: 'Programme', exact: true }), 'ks')
  await press(page, giving.getByRole('button', { name: 'Give a role' }))
  await expect(giving).toBeHidden()
  await expect(give).toBeFocused()

  const row = page.getByRole('table', { name: 'Roles' }).getByRole('row').filter({ hasText: 'Adviser' })
  await walk(page, row.getByRole('button', { name: /^End the role Adviser/ }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  const ending = page.getByRole('dialog', { name: 'End the role Adviser?' })
  await press(page, ending.getByRole('button', { name: 'End the role' }))
  await expect(ending).toBeHidden()
  await expect(row).toHaveCount(0)
  await focusIsKept(page)
})
