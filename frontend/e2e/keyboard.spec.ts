import { expect, settled, test } from './fixtures'

test('the content is one key away, and another page starts at its heading', async ({ page }) => {
  await page.goto('/')
  await settled(page)
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  await page.getByRole('navigation').getByRole('link', { name: 'Organisations' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Organisations' })).toBeFocused()
  await expect(page).toHaveTitle('Organisations – Bromost')
})

test('a menu opens, is walked and closes by keyboard, and gives the focus back', async ({ page }) => {
  await page.goto('/')
  await settled(page)
  const button = page.getByRole('button', { name: 'Appearance' })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: 'As the device' })).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(page.locator('.app')).toHaveClass(/dark/)
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
})
