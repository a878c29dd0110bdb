import { accessibilityFindings, expect, test } from './fixtures'
import { password } from './people'
import { type PostOffice, type System, startPostOffice, startSystem } from './system'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/401|404/] })

// The other journeys' system sends no mail, and says so. This one has nothing but somebody who forgets.
test.describe('with a mail server', () => {
  const forgetful = { email: 'forgetful@e2e.example', name: 'Forgetful Tester' }
  const remembered = 'seven rivers under one bridge'
  let office: PostOffice
  let system: System

  test.beforeAll(async () => {
    test.setTimeout(240_000)
    office = await startPostOffice()
    system = await startSystem({
      DEMO: '0',
      BROMOST_SMTP_URL: office.url,
      BROMOST_MAIL_FROM: 'Bromost <no-reply@e2e.example>',
    })
    await system.addAccount(forgetful.email, forgetful.name, 'adviser', password)
  })

  test.afterAll(async () => {
    await system?.stop()
    office?.stop()
  })

  test('who forgot a password chooses a new one by the mailed link, once', async ({ page }) => {
    await page.goto(`${system.url}/sign-in`)
    await page.getByRole('link', { name: 'Forgotten your password?' }).click()
    await page.getByRole('textbox', { name: 'E-mail' }).fill(forgetful.email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    // Beside a second system that has just started, on a slow machine.
    await expect(page.getByText('a link is on its way')).toBeVisible({ timeout: 30_000 })
    expect(await accessibilityFindings(page)).toEqual([])

    const mail = (await office.newest()).replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
    expect(mail).toContain(`To: ${forgetful.email}`)
    const [link = ''] = /http:\S+\/reset#[\w-]+/.exec(mail) ?? []
    expect(link).toContain(`${system.url}/reset#`)
    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill(remembered)
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await expect(page.getByText('Your password was changed')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])

    await page.goto(`${system.url}/sign-in`)
    const signIn = async (secret: string) => {
      await page.getByRole('textbox', { name: 'E-mail' }).fill(forgetful.email)
      await page.getByLabel('Password', { exact: true }).fill(secret)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    }
    await signIn(password)
    await expect(page.getByText('Wrong e-mail or password')).toBeVisible()
    await signIn(remembered)
    await expect(page).toHaveURL(`${system.url}/`)

    await page.goto(link)
    await page.getByLabel('New password', { exact: true }).fill('another bridge over seven rivers')
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await expect(page.getByRole('alert')).toContainText('This link was used before or is too old')
  })
})
