import { expect, settled, test } from './fixtures'

const origin = (url: string) => new URL(url).origin

test('a key is made, used by a program, given a new secret, and revoked', async ({ page, browser }) => {
  const name = `Nightly report ${Date.now()}`
  await page.goto('/keys/new')
  await settled(page)
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('group', { name: 'Projects' }).getByRole('checkbox', { name: 'Read' }).check()
  await page.getByRole('combobox', { name: 'Good for' }).selectOption('30')
  await page.getByRole('button', { name: 'Make key' }).click()

  await expect(page.getByRole('heading', { level: 1, name: `${name} is made` })).toBeVisible()
  const first = await page.locator('code').innerText()
  expect(first).toMatch(/^bromost_[a-z0-9]{8}_[\w-]{43}$/)

  // A program has no cookies.
  const program = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const ask = async (secret: string, what = 'projects') => {
    const answer = await program.request.get(`${origin(page.url())}/api/registry/v1/${what}?limit=1`, {
      headers: { Authorization: `Bearer ${secret}` },
    })
    return answer.status()
  }
  expect(await ask(first)).toBe(200)
  expect(await ask(first, 'organisations')).toBe(403)

  await page.getByRole('button', { name: 'I have kept it' }).click()
  await page.getByRole('link', { name }).click()
  await expect(page.getByText('Projects: Read')).toBeVisible()
  await expect(page.getByText(first)).toHaveCount(0)

  await page.getByRole('button', { name: 'New secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'The old secret works on for' }).selectOption('2')
  await dialog.getByRole('button', { name: 'New secret' }).click()
  const second = await dialog.locator('code').innerText()
  expect(second).not.toBe(first)
  expect([await ask(first), await ask(second)]).toEqual([200, 200])
  await dialog.getByRole('button', { name: 'I have kept it' }).click()

  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.locator('.page-header')).toContainText('Revoked')
  expect([await ask(first), await ask(second)]).toEqual([401, 401])
  await program.close()
})

test.describe(() => {
  // A network that is none is refused by the service.
  test.use({ expected: [/422/] })

  test('what is wrong with a key is said beside it, and by keyboard alone it is made', async ({ page }) => {
    await page.goto('/keys/new')
    await settled(page)
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Typed by keyboard')
    await page.getByRole('textbox', { name: 'From which networks' }).fill('300.1.1.1')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: /What it may do/ })).toBeVisible()

    await page.getByRole('group', { name: 'Results' }).getByRole('checkbox', { name: 'Read' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Make key' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('link', { name: /Write networks such as/ })).toBeVisible()

    await page.getByRole('textbox', { name: 'From which networks' }).fill('127.0.0.0/8')
    await page.getByRole('button', { name: 'Make key' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Copy the secret now' })).toBeVisible()
  })
})
