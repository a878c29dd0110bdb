import { join } from 'node:path'
import { settled, test } from './fixtures'

const folder = join(import.meta.dirname, '../../docs')

/** Pictures for the documents: `make screenshots`. Nothing is tested, so a test run leaves them out. */
test.skip(!process.env.SCREENSHOTS, 'only on request')
test.use({ viewport: { width: 1440, height: 1000 }, deviceScaleFactor: 1, colorScheme: 'light' })

const pictures = {
  dashboard: '/',
  projects: '/projects',
  map: '/map',
  'annual-report': '/reports/annual',
}

for (const [name, path] of Object.entries(pictures)) {
  test(`picture of the ${name}`, async ({ page }) => {
    await page.goto(path)
    await settled(page)
    await page.screenshot({ path: join(folder, `${name}.png`) })
  })
}
