import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { accessibilityFindings, expect, settled, test } from './fixtures'
import { has, password, people, signedInAs } from './people'

// Refusals on the way are part of the journey.
test.use({ storageState: signedInAs('careful'), expected: [/40[134]|422/] })
test.describe.configure({ mode: 'serial' })
test.skip(() => !has('careful'), 'The system at this address has no account for this journey alone.')

const { email } = people.careful
let secret = ''

/** The code of the last half minute holds until this one is over: not asked for in its last seconds. */
async function earlyInItsTime(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 10_000) await new Promise((later) => setTimeout(later, left + 100))
}

/** What an authenticator app shows (RFC 6238) `steps` times 30 seconds from now. */
function codeOf(base32: string, steps = 0): string {
  const bits = [...base32].map((one) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'),
  )
  const key = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(counter).digest()
  const at = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

async function typePassword(page: Page, url = '/sign-in') {
  await page.goto(url)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('codes from an app are set up and their recovery codes are shown once', async ({ page }) => {
  await page.goto('/account')
  await settled(page)
  await page.getByRole('button', { name: 'Set up codes' }).click()
  // The proof of the first sign-in may be too old by now.
  const asked = page.getByRole('dialog', { name: 'Is it you?' })
  const picture = page.getByRole('img', { name: /QR code/ })
  await expect(asked.or(picture)).toBeVisible()
  if (await asked.isVisible()) {
    await asked.getByLabel('Password', { exact: true }).fill(password)
    await asked.getByRole('button', { name: 'Go on' }).click()
  }
  await expect(picture).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  secret = ((await page.locator('.totp-setup code').textContent()) ?? '').replaceAll(' ', '')

  await page.getByRole('textbox', { name: 'Code from the app' }).fill('000000')
  await page.getByRole('button', { name: 'Switch codes on' }).click()
  await expect(page.getByText('The code is not right')).toBeVisible()
  await earlyInItsTime()
  await page.getByRole('textbox', { name: 'Code from the app' }).fill(codeOf(secret, -1))
  await page.getByRole('button', { name: 'Switch codes on' }).click()

  const codes = page.getByRole('dialog', { name: 'Recovery codes' })
  await expect(codes.getByRole('listitem')).toHaveCount(10)
  expect(await accessibilityFindings(page)).toEqual([])
  await codes.getByRole('button', { name: 'I have kept them' }).click()
  await expect(page.getByText('10 codes are left')).toBeVisible()
})

test.describe('in another browser', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('the code is asked for after the password', async ({ page }) => {
    await typePassword(page)
    await page.getByRole('textbox', { name: 'Code from your app' }).fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByText('The code is not right')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])

    await page.getByRole('textbox', { name: 'Code from your app' }).fill(codeOf(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()

    await expect(page).toHaveURL(/\/$/)
    await page.goto('/account')
    await expect(page.getByText('this browser')).toBeVisible()
  })

  test('a passkey is added after a fresh proof, and signs in alone', async ({ page, baseURL }) => {
    const site = (process.env.E2E_BASE_URL ?? baseURL ?? '').replace('127.0.0.1', 'localhost')
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await typePassword(page, `${site}/sign-in`)
    await page.getByRole('textbox', { name: 'Code from your app' }).fill(codeOf(secret, 1))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL(`${site}/`)
    await page.goto(`${site}/account`)

    // As if ten minutes had passed: the service asks once more who it is.
    let refused = 0
    await page.route('**/v1/account/passkey-options', async (route) => {
      refused += 1
      if (refused > 1) return route.continue()
      const problem = { code: 'step_up_required', title: 'Forbidden', status: 403, detail: '', fields: [] }
      return route.fulfill({ status: 403, contentType: 'application/problem+json', json: problem })
    })
    await page.getByRole('textbox', { name: 'Name of the passkey' }).fill('Test laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    const asked = page.getByRole('dialog', { name: 'Is it you?' })
    await asked.getByLabel('Password', { exact: true }).fill('not the password')
    await asked.getByRole('button', { name: 'Go on' }).click()
    await expect(asked.getByText('This is not your password')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])
    await asked.getByLabel('Password', { exact: true }).fill(password)
    await asked.getByRole('button', { name: 'Go on' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Test laptop' })).toBeVisible()
    await page.unrouteAll()

    await page.getByRole('button', { name: 'Rename Test laptop' }).click()
    const name = page.getByRole('listitem').getByRole('textbox', { name: 'Name of the passkey' })
    await expect(name).toBeFocused()
    await name.fill('  ')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Give the passkey a name')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])
    await name.fill('Given up')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'Rename Test laptop' })).toBeFocused()
    await page.keyboard.press('Enter')
    await name.fill('Office laptop')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listitem').filter({ hasText: 'Office laptop' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Rename Office laptop' })).toBeFocused()

    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await expect(page).toHaveURL(`${site}/`)
    await page.goto(`${site}/account`)

    await page.getByRole('button', { name: 'Remove Office laptop' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Office laptop' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Switch codes off' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Switch codes off' }).click()
    await expect(page.getByRole('button', { name: 'Set up codes' })).toBeVisible()
  })

  test('who forgot a password is told plainly that no mail is sent', async ({ page }) => {
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgotten your password?' }).click()
    await expect(page.getByText('This system sends no mail yet')).toBeVisible()
    expect(await accessibilityFindings(page)).toEqual([])
  })

  test('a link that is too old or made up is sent, refused and says what to do', async ({ page }) => {
    await page.goto('/reset#made-up')
    await page.getByLabel('New password', { exact: true }).fill('seven rivers under one bridge')
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await expect(page.getByRole('alert')).toContainText('This link was used before or is too old')
    await expect(page.getByLabel('New password', { exact: true })).toHaveValue(
      'seven rivers under one bridge',
    )
    expect(await accessibilityFindings(page)).toEqual([])
    await page.getByRole('link', { name: 'Back to sign-in' }).click()
    await expect(page).toHaveURL(/\/sign-in/)
  })
})
