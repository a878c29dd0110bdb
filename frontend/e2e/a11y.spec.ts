import { accessibilityFindings, expect, overflow, picture, settled, test, violationsOf } from './fixtures'
import { pages } from './pages'

const sizes = [
  [1440, 900],
  [390, 844],
] as const
const schemes = ['light', 'dark'] as const

for (const { name, path, expected = [] } of pages) {
  for (const [width, height] of sizes) {
    test.describe(() => {
      test.use({ viewport: { width, height }, expected })

      test(`${name} is accessible, ${width} wide`, async ({ page }) => {
        const violations = await violationsOf(page)
        await page.goto(typeof path === 'string' ? path : await path(page.request))
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          await settled(page)

          expect(await accessibilityFindings(page), colorScheme).toEqual([])
          expect(await overflow(page)).toBe(0)
          await picture(page, `${name}-${colorScheme}-${width}`)
        }
        expect(await violations(), 'S12: the content security policy').toEqual([])
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

  for (const [width, height] of sizes) {
    test.describe(() => {
      test.use({ viewport: { width, height } })

      test(`is accessible, ${width} wide`, async ({ page }) => {
        await page.goto('/sign-in')
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          await settled(page)
          expect(await accessibilityFindings(page), colorScheme).toEqual([])
          await picture(page, `sign-in-${colorScheme}-${width}`)
        }

        await page.getByRole('button', { name: 'Sign in' }).click()
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme })
          expect(await accessibilityFindings(page), colorScheme).toEqual([])
        }
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
