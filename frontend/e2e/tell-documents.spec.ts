import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { ownProject } from './making'

// A heading that is too long is refused on purpose.
test.use({ expected: [/status of 422/] })

test('an officer lays out a document and sees it as its readers will', async ({ page }) => {
  const { programme, project } = await ownProject(page.request, 'Documents')
  await page.goto(`/programmes/${programme.id}`)
  await page.getByRole('button', { name: 'Documents', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Annual report/ })).toBeVisible()
  await page.getByRole('button', { name: 'Change the template' }).click()
  await page.getByRole('combobox', { name: 'Document', exact: true }).selectOption('Final report')
  const preview = page.getByTestId('document-preview')
  await expect(preview.getByRole('heading', { level: 3, name: /^Final report/ })).toBeVisible()
  await expect(preview.getByRole('heading', { level: 4 }).first()).toHaveText('Facts')

  // By keys alone: a part goes up by two, and the focus goes with it.
  const part = page.getByRole('checkbox', { name: 'From the accepted reports' })
  await part.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText('From the accepted reports is part 2 of 8')).toBeAttached()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText('From the accepted reports is part 1 of 8')).toBeAttached()
  await expect(part).toBeFocused()
  const down = page.getByRole('button', { name: 'Move Co-financing down' })
  await down.click()
  await expect(down).toBeFocused()
  await page.getByRole('checkbox', { name: 'Description', exact: true }).uncheck()
  await page.getByText('Words and columns of Facts').click()
  const heading = page.getByRole('textbox', { name: 'Heading of Facts, English' })
  await heading.fill('x'.repeat(301))
  await expect(page.getByText('It is shown again once what is wrong is put right.')).toBeVisible()
  await heading.fill('At a glance')
  await page.getByRole('textbox', { name: 'Introduction to Facts, English' }).fill('What <this> is.')
  await expect(preview.getByRole('heading', { level: 4 })).toHaveText([
    ...['From the accepted reports', 'At a glance', 'Planned and actual', 'Grants and loans'],
    ...['Co-financing', 'About the figures'],
  ])
  await expect(preview.getByText('What <this> is.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)

  await page.getByRole('button', { name: 'Lay down' }).click()
  await expect(page.getByText(/^Version 1, laid down/)).toBeVisible()
  await page.goto(`/reports/documents?project=${project.id}&template=project_final#co_financing`)
  await settled(page)
  await expect(page.getByRole('heading', { level: 2 }).nth(1)).toHaveText('At a glance')
  await expect(page.getByRole('heading', { name: 'Co-financing' })).toBeInViewport()
  await page.getByRole('button', { name: 'Download' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Make the file' }).click()
  await expect(dialog.getByText(/^Ready,/).first()).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByText(/^Final report .*, PDF, English$/).first()).toBeVisible()
})
