import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { administrator } from './signing-in'

/**
 * A test fails when its page says an error on the console: that is also how a breach of the content
 * security policy and a script that broke show. `expected` names what a journey provokes on purpose.
 */
export const test = base.extend<{ expected: RegExp[]; quiet: undefined }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it takes, and this takes nothing
  storageState: async ({}, use) => use(await administrator()),
  expected: [[], { option: true }],
  quiet: [
    async ({ page, expected }, use) => {
      const said: string[] = []
      page.on('pageerror', (error) => said.push(String(error)))
      page.on('console', (message) => {
        if (message.type() === 'error') said.push(`${message.text()} ${message.location().url}`)
      })
      await use(undefined)
      expect(said.filter((text) => !expected.some((pattern) => pattern.test(text)))).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** The page is there and has stopped loading. (The network is never idle: the inbox listens.) */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy=true], .aksel-skeleton, .pending')).toHaveCount(0)
  await page.evaluate(() => document.fonts.ready)
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * Everything that axe finds, in words that tell where. In one pass within the page: the other way, meant for
 * pages with frames of other origins, of which there are none here, takes more than twice as long.
 */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).setLegacyMode().analyze()
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map((node) => `${impact} ${id}: ${node.html.slice(0, 160)}`),
  )
}

/** A picture of the page in `e2e/screens`, for somebody to look at: continuous integration has nobody who would. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.CI) return
  await page.screenshot({ path: `e2e/screens/${name}.png`, fullPage: true })
}

/** How many pixels the page is wider than the window (WCAG 1.4.10: none). */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth))

/** What the browser refuses on this page, by the directive; also what Trusted Types refuse. */
export async function violationsOf(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const found: string[] = []
    Object.assign(window, { violations: found })
    document.addEventListener('securitypolicyviolation', (event) => {
      found.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  return () => page.evaluate(() => (window as unknown as { violations: string[] }).violations)
}
