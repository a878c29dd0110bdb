import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { pages } from './pages'

const screens = [
  ['light', 1440, 900],
  ['dark', 1440, 900],
  ['light', 390, 844],
  ['dark', 390, 844],
] as const

for (const { name, path, expected = [] } of pages) {
  for (const [colorScheme, width, height] of screens) {
    test.describe(() => {
      test.use({ colorScheme, viewport: { width, height }, expected })

      test(`${name} is accessible, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.goto(typeof path === 'string' ? path : await path(page.request))
        await settled(page)

        expect(await accessibilityFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
        await page.screenshot({ path: `e2e/screens/${name}-${colorScheme}-${width}.png`, fullPage: true })
        if (width > 400) return
        await page.setViewportSize({ width: 320, height: 640 })
        // What measures itself (charts, tabs) needs a moment.
        await expect.poll(() => overflow(page)).toBe(0)
      })
    })
  }
}

test.describe('signing in', () => {
  test.use({ storageState: { cookies: [], origins: [] }, expected: [/401/] })

  for (const [colorScheme, width, height] of screens) {
    test.describe(() => {
      test.use({ colorScheme, viewport: { width, height } })

      test(`is accessible, ${colorScheme}, ${width} wide`, async ({ page }) => {
        await page.goto('/sign-in')
        await settled(page)
        expect(await accessibilityFindings(page)).toEqual([])
        await page.screenshot({ path: `e2e/screens/sign-in-${colorScheme}-${width}.png` })

        await page.getByRole('button', { name: 'Sign in' }).click()
        expect(await accessibilityFindings(page)).toEqual([])
        expect(await overflow(page)).toBe(0)
      })
    })
  }
})

test('every page is sent with the strict content security policy', async ({ page }) => {
  const answer = await page.goto('/')

  const policy = answer?.headers()['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).not.toContain('unsafe')
})
