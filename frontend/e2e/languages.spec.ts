import { expect, settled, test } from './fixtures'

const words = [
  ['en-GB', 'en', 'Overview', 'Organisations'],
  ['nb-NO', 'nb', 'Oversikt', 'Organisasjoner'],
  ['hr-HR', 'bs', 'Pregled', 'Organizacije'],
  ['pl-PL', 'pl', 'Przegląd', 'Organizacje'],
] as const

for (const [locale, lang, overview, organisations] of words) {
  test.describe(() => {
    test.use({ locale })

    test(`a browser in ${locale} gets ${lang}`, async ({ page }) => {
      await page.goto('/')
      await settled(page)

      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(overview)
      await expect(page.getByRole('navigation').getByRole('link', { name: organisations })).toBeVisible()
    })
  })
}

test('the language can be chosen before signing in', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    ...(baseURL ? { baseURL } : {}),
    storageState: { cookies: [], origins: [] },
  })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: /Language/ }).click()
  await page.getByRole('radio', { name: 'Polski' }).click()

  await expect(page.getByRole('heading', { name: 'Logowanie' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Logowanie' })).toBeVisible()
  await context.close()
})
