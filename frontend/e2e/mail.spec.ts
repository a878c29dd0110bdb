import { accessibilityFindings, expect, test } from './fixtures'
import { made, registry } from './making'
import { password } from './people'
import { type PostOffice, type System, startPostOffice, startSystem } from './system'

test.use({ storageState: { cookies: [], origins: [] }, expected: [/401|404/] })

// The other journeys' system sends no mail, and says so. This one has nothing but somebody who forgets.
test.describe('with a mail server', () => {
  // One system for all of them: it takes longer to start than they do.
  test.describe.configure({ mode: 'serial' })
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

  test('who is given a role is told by mail, and the administrator sees that it arrived', async ({
    page,
  }) => {
    const keeper = { email: 'keeper@e2e.example', name: 'Keeper Tester' }
    await system.addAccount(keeper.email, keeper.name, 'administrator', password)
    await page.goto(`${system.url}/sign-in`)
    await page.getByRole('textbox', { name: 'E-mail' }).fill(keeper.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL(`${system.url}/`)
    const people = `${system.url}/api/registry/v1/people`
    const { items } = await (await page.request.get(people, { params: { q: forgetful.name } })).json()
    const given = await page.request.post(`${people}/${items[0].id}/roles`, {
      data: { role: 'auditor', scope_type: 'installation', scope_id: null },
    })
    expect(given.status(), await given.text()).toBe(201)

    await page.goto(`${system.url}/mail`)
    await page.getByRole('link', { name: 'Notifications', exact: true }).click()

    const row = page.getByRole('row').filter({ hasText: 'Role given' })
    await expect(row.getByText('Delivered')).toBeVisible({ timeout: 30_000 })
    expect(await accessibilityFindings(page)).toEqual([])
    const mail = (await office.newest()).replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
    expect(mail).toContain(forgetful.email)
    expect(mail).toContain('You have been given the role Auditor for everything')
    expect(mail).toContain(`${system.url}/account`)
  })

  test('who follows the link in a mail stops such mails with a button, not by opening it', async ({
    page,
    playwright,
  }) => {
    const signedIn = async (email: string, secret: string) => {
      const extraHTTPHeaders = { origin: system.url }
      const api = await playwright.request.newContext({ baseURL: system.url, extraHTTPHeaders })
      const answer = await api.post('/api/registry/v1/session', { data: { email, password: secret } })
      expect(answer.ok(), await answer.text()).toBe(true)
      return api
    }
    const keeper = await signedIn('keeper@e2e.example', password)
    const reader = await signedIn(forgetful.email, remembered)
    const about = { kind: 'municipality', name: 'Followed', country_code: 'NO' }
    const thing = await made(keeper, `${registry}/organisations`, about)
    const watch = `/api/notifications/v1/watches/organisation/${thing.id}`
    expect((await reader.put(watch, { data: { level: 'watching' } })).ok()).toBe(true)
    const preferences = '/api/notifications/v1/preferences'
    const wish = { topic: 'organisation.changed', channel: 'email' }
    const { clock } = (await (await reader.get(preferences)).json()) as { clock: object }
    const wanted = await reader.put(preferences, {
      data: { clock, rules: [{ ...wish, mode: 'immediate' }] },
      headers: { 'If-Match': '"1"' },
    })
    expect(wanted.ok(), await wanted.text()).toBe(true)
    const changed = await keeper.patch(`${registry}/organisations/${thing.id}`, {
      data: { website: 'https://example.org/' },
      headers: { 'If-Match': '"1"' },
    })
    expect(changed.ok(), await changed.text()).toBe(true)
    const stopping = /http:\S+\/unsubscribe#[\w-]+/
    let link = ''
    const arrived = async () => {
      const mail = (await office.newest()).replaceAll(/=\r?\n/g, '').replaceAll('=3D', '=')
      link = (mail.includes('Followed') && stopping.exec(mail)?.[0]) || ''
      return link
    }
    await expect.poll(arrived, { timeout: 30_000 }).toContain(`${system.url}/unsubscribe#`)

    await page.goto(link)
    await expect(page.getByText('You get mails about “Organisation changed”')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])
    const rules = async () => ((await (await reader.get(preferences)).json()) as { rules: object[] }).rules
    expect(await rules()).toMatchObject([{ ...wish, mode: 'immediate' }])
    await page.getByRole('button', { name: 'Stop these mails' }).click()
    await expect(page.getByText('You get no more mails about “Organisation changed”')).toBeVisible()
    expect(await rules()).toMatchObject([{ ...wish, mode: 'off' }])
    await Promise.all([keeper.dispose(), reader.dispose()])
  })
})
