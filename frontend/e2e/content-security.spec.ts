import type { Page } from '@playwright/test'
import { expect, settled, test } from './fixtures'
import { pages } from './pages'

/** What the browser refuses on this page, by the directive; also what Trusted Types refuse. */
async function watched(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const found: string[] = []
    Object.assign(window, { violations: found })
    document.addEventListener('securitypolicyviolation', (event) => {
      found.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations)
}

for (const { name, path, expected = [] } of pages) {
  test.describe(() => {
    test.use({ expected })

    test(`S12: ${name} keeps to the content security policy`, async ({ page }) => {
      const violations = await watched(page)
      await page.goto(typeof path === 'string' ? path : await path(page.request))
      await settled(page)

      expect(await violations()).toEqual([])
    })
  })
}

test.describe('what the policy forbids', () => {
  test.use({ expected: [/Content Security Policy|requires 'Trusted|Refused to/] })

  test('S12: is refused, and seen by these tests', async ({ page }) => {
    const violations = await watched(page)
    await page.goto('/')
    await settled(page)

    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      let written = true
      try {
        script.textContent = 'window.ran = true'
        document.head.append(script)
      } catch {
        // Trusted Types take no text for a script.
      }
      try {
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">')
      } catch {
        written = false
      }
      return { written, ran: 'ran' in window }
    })

    expect(ran).toEqual({ written: false, ran: false })
    await expect.poll(async () => (await violations()).length).toBeGreaterThan(0)
  })
})
