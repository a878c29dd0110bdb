import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'

// What cannot be sent is refused while it is written.
test.use({ expected: [/422/] })

test('an administrator words a mail, sees it, publishes it and goes back', async ({ page }) => {
  await page.goto('/mail')
  await page.getByRole('link', { name: 'Texts', exact: true }).click()
  await settled(page)
  await page.getByRole('link', { name: 'Import undone' }).click()
  await page.getByRole('link', { name: 'Polski' }).click()
  await settled(page)
  const preview = page.getByTestId('mail-preview')
  await expect(preview).toContainText('projects.xlsx')
  expect(await accessibilityFindings(page)).toEqual([])

  const subject = page.getByRole('textbox', { name: 'Subject' })
  await subject.fill('Cofnięto: {{ plik }}')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.getByText('There is no such placeholder: plik')).toBeVisible()
  await subject.fill('Cofnięto: ')
  await page.getByText('Placeholders', { exact: true }).click()
  await page.getByRole('button', { name: 'Add file_name' }).click()
  await expect(subject).toHaveValue('Cofnięto: {{ file_name }}')
  await expect(preview).toContainText('Cofnięto: projects.xlsx')
  await expect(page.getByRole('region', { name: 'Compared with the shipped text' })).toContainText('Cofnięto')

  await page.getByRole('button', { name: 'Publish' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('Version 1 is sent')).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await overflow(page)).toBe(0)
  expect(await accessibilityFindings(page)).toEqual([])

  await page.getByRole('button', { name: 'Take as draft: Version 1' }).click()
  await expect(page.getByText('There is a draft that is not sent yet.')).toBeVisible()
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  await expect(page.getByText('There is a draft that is not sent yet.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Back to the shipped text' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Back to the shipped text' }).click()
  await expect(page.getByText('The shipped text is sent.', { exact: true })).toBeVisible()
})
