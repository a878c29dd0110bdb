import { expect, settled, test, violationsOf } from './fixtures'
import { pages } from './pages'

// Where pages are looked at for their accessibility, this is looked at with them.
const visited = process.env.E2E_BEHIND_PROXY ? pages : []

for (const { name, path, expected = [] } of visited) {
  test.describe(() => {
    test.use({ expected })

    test(`S12: ${name} keeps to the content security policy`, async ({ page }) => {
      const violations = await violationsOf(page)
      await page.goto(typeof path === 'string' ? path : await path(page.request))
      await settled(page)

      expect(await violations()).toEqual([])
    })
  })
}

test.describe('what the policy forbids', () => {
  test.use({ expected: [/Content Security Policy|requires 'Trusted|Refused to/] })

  test('S12: is refused, and seen by these tests', async ({ page }) => {
    const violations = await violationsOf(page)
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
