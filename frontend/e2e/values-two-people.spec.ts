import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject } from './making'

// Who verified a value may not accept it, and the service says so.
test.use({ expected: [/409/] })

test('a programme lays down how it judges, and that two people accept a value', async ({ page }) => {
  const { programme, project } = await ownProject(page.request, 'Wells')
  const result = { kind: 'output', title: { en: 'Wells work' }, original_language: 'en' }
  await made(page.request, `${indicators}/programmes/${programme.id}/results`, result)
  const { id } = await made(page.request, `${indicators}/projects/${project.id}/results`, result)
  const indicator = await made(page.request, `${indicators}/results/${id}/indicators`, {
    title: { en: 'Wells repaired' },
    unit: 'number',
    direction: 'increase',
    decimals: 0,
  })
  const period = await made(page.request, `${indicators}/indicators/${indicator.id}/periods`, {
    starts_on: '2025-01-01',
    ends_on: '2025-12-31',
  })
  const handedIn = await page.request.post(`${indicators}/periods/${period.id}/entries`, {
    data: { state: 'reported', value: '7', submit: true },
    headers: { 'if-match': '"1"' },
  })
  expect(handedIn.status(), await handedIn.text()).toBe(201)

  await page.goto(`/programmes/${programme.id}/results`)
  await settled(page)
  await page.getByRole('button', { name: 'How results are judged' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Still on track')).toHaveValue('0.15')
  await dialog.getByLabel('Still on track').selectOption('0.25')
  await dialog.getByRole('checkbox', { name: 'Two people accept a value' }).click()
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Keep the rules' }).click()
  await expect(page.getByText('The rules are kept')).toBeVisible()
  await expect(dialog).toHaveCount(0)

  await page.goto(`/projects/${project.id}/values`)
  await settled(page)
  await expect(page.getByRole('button', { name: /^Accept/ })).toHaveCount(0)
  const cell = page.getByRole('gridcell', { name: /^Wells repaired, 2025/ }).getByRole('button')
  await cell.focus()
  await page.keyboard.press('Control+Enter')
  const details = page.getByRole('complementary', { name: 'Details of the value' })
  await expect(details.getByRole('button', { name: 'Accept' })).toHaveCount(0)
  await details.getByRole('button', { name: 'Verify' }).click()
  await details.getByRole('button', { name: 'Accept' }).click()
  await expect(page.getByText('You verified it yourself: another person accepts it.')).toBeVisible()

  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/programmes/${programme.id}/results`)
  await settled(page)
  await page.getByRole('button', { name: 'How results are judged' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Two people accept a value' })).toBeChecked()
  expect(await accessibilityFindings(page)).toEqual([])
  expect(await overflow(page)).toBe(0)
})
