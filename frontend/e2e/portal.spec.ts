import { accessibilityFindings, expect, picture, test } from './fixtures'
import { made, ownProject, registry } from './making'

test('an officer looks at the public page first, publishes it and takes it away', async ({ page }) => {
  const { project } = await ownProject(page.request, 'Portal')
  await page.goto(`/projects/${project.id}`)
  await page.getByRole('button', { name: 'Public page' }).click()
  const dialog = page.getByRole('dialog', { name: 'Public page' })
  const opened = page.waitForEvent('popup')
  await dialog.getByRole('link', { name: 'Norsk bokmål' }).click()
  const preview = await opened
  await expect(preview.getByRole('note')).toContainText('Forhåndsvisning.')
  expect(await accessibilityFindings(preview)).toEqual([])
  await picture(preview, 'portal-preview')
  await picture(page, 'portal-dialog')
  await preview.getByRole('link', { name: 'Polski' }).click()
  await expect(preview.getByRole('note')).toContainText('Podgląd.')
  await preview.close()
  await dialog.getByRole('button', { name: 'Publish' }).click()
  await expect(dialog.getByRole('link', { name: 'Open the public page' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Take away from the public' }).click()
  const asked = page.getByRole('alertdialog')
  await expect(asked).toContainText('It can be published again')
  expect(await accessibilityFindings(page)).toEqual([])
  await picture(page, 'portal-take')
  await asked.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByRole('button', { name: 'Take away from the public' }).click()
  await asked.getByRole('button', { name: 'Take away from the public' }).click()
  await expect(dialog).toContainText('This is not public')
  const gone = await page.request.get(`/public/en/projects/${project.id}`)
  expect(gone.status()).toBe(404)
})

test('good practice is written down, submitted and waits for somebody else', async ({ page }) => {
  const { programme, code } = await ownProject(page.request, 'Portal')
  await page.goto('/practices/new')
  await page.getByLabel('Programme').selectOption({ label: `Portal ${code}` })
  await page.getByLabel('Kind').selectOption('Tip sheet')
  await page.getByLabel('Title, English').fill(`Sharing a service ${code}`)
  await page.getByLabel('Summary, English').fill('From contact to coordination.')
  await page.getByLabel('Text, English').fill('First talk.\n\nThen count.')
  await picture(page, 'practice-new')
  await page.getByRole('button', { name: 'Save as a draft' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Sharing a service ${code}`)
  await page.getByRole('button', { name: 'Submit for review' }).click()
  await expect(page.getByText('You submitted it: somebody else reviews it.')).toBeVisible()
  await picture(page, 'practice-submitted')
  expect(await accessibilityFindings(page)).toEqual([])
  await page.goto(`/practices?q=${code}`)
  await expect(page.getByRole('link', { name: `Sharing a service ${code}` })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'In review' })).toBeVisible()
  await picture(page, 'practice-list')
  // What somebody takes back is gone for everybody.
  const kept = await made<{ id: string; version: number }>(page.request, `${registry}/practices`, {
    programme_id: programme.id,
    kind: 'guide',
    title: { en: `Not needed ${code}` },
    summary: { en: 'By mistake.' },
  })
  await page.goto(`/practices/${kept.id}`)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(/\/practices$/)
})
