import { accessibilityFindings, expect, overflow, settled, test } from './fixtures'
import { indicators, made, ownProject, registry } from './making'

// A report without a name, and one that says nothing, are refused on purpose.
test.use({ expected: [/status of (409|422)/] })

test('a report is asked for, written, submitted, returned, accepted, and its figures are published', async ({
  page,
}) => {
  // From an empty report to the public page: half a minute alone, longer beside others.
  test.slow()
  const { code, programme, project } = await ownProject(page.request, 'Reporting')
  const lead = await made(page.request, `${registry}/organisations`, {
    name: `Lead ${code}`,
    kind: 'municipality',
    country_code: 'NO',
  })
  const known = await (await page.request.get(`${registry}/projects/${project.id}`)).json()
  const changed = await page.request.patch(`${registry}/projects/${project.id}`, {
    headers: { 'If-Match': `"${known.version}"` },
    data: { status: 'active', roles: [{ organisation_id: lead.id, role: 'lead_partner' }] },
  })
  expect(changed.status(), await changed.text()).toBe(200)

  const result = await made(page.request, `${indicators}/projects/${project.id}/results`, {
    kind: 'output',
    title: { en: 'Schools are built' },
    original_language: 'en',
  })
  const built = await made(page.request, `${indicators}/results/${result.id}/indicators`, {
    title: { en: 'Schools built' },
    unit: 'number',
    direction: 'increase',
    decimals: 0,
  })
  const period = await made<{ id: string; version: number }>(
    page.request,
    `${indicators}/indicators/${built.id}/periods`,
    { starts_on: '2006-01-01', ends_on: '2006-06-30', target_value: '10' },
  )
  const say = async (value: string, version: number) => {
    const data = { value, state: 'reported', submit: true, reason: 'Counted again.' }
    const headers = { 'If-Match': `"${version}"` }
    const said = await page.request.post(`${indicators}/periods/${period.id}/entries`, { headers, data })
    expect(said.status(), await said.text()).toBe(201)
    return (await said.json()) as { version: number }
  }
  const { version } = await say('2', period.version)
  const { items } = (await (await page.request.get(`${indicators}/periods/${period.id}/entries`)).json()) as {
    items: { id: string }[]
  }
  const accepted = { steps: [{ entry_id: items[0]?.id, status: 'accepted' }] }
  expect((await page.request.post(`${indicators}/entry-steps`, { data: accepted })).ok()).toBe(true)

  await page.goto(`/programmes/${programme.id}/reporting?year=2006`)
  await settled(page)
  await expect(page.getByText('No reports here')).toBeVisible()
  await page.getByRole('button', { name: 'What is asked for' }).click()
  const dialog = page.getByRole('dialog', { name: 'What is asked for' })
  await dialog.getByRole('button', { name: 'Ask for a report' }).click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('There is a problem')).toBeVisible()
  await dialog.getByRole('textbox', { name: /Name/ }).fill('Half-yearly report')
  await dialog.getByRole('textbox', { name: 'First day' }).fill('01.01.2006')
  await dialog.getByRole('textbox', { name: 'Last day' }).fill('31.12.2006')
  await dialog.getByRole('textbox', { name: /Explain from so many percent/ }).fill('20')
  await dialog.getByRole('button', { name: 'One more section' }).click()
  await dialog.getByRole('group', { name: 'Title' }).getByRole('textbox').fill('Progress')
  await dialog.getByRole('group', { name: 'What is to be told' }).getByRole('textbox').fill('What was done.')
  expect(await accessibilityFindings(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('It is saved, and the calendar follows.')).toBeVisible()
  await expect(dialog.getByText('2 reports.')).toBeVisible()
  await page.keyboard.press('Escape')

  const row = page.getByRole('row', { name: new RegExp(`Lead ${code}`) })
  await expect(row.getByText('Overdue')).toHaveCount(2)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: `Lead ${code}` })
      .first(),
  ).toBeVisible()
  expect(await overflow(page)).toBe(0)
  await page.setViewportSize({ width: 1280, height: 800 })

  await row
    .getByRole('link', { name: /Progress report/ })
    .first()
    .click()
  await settled(page)
  await expect(page.getByRole('heading', { level: 1, name: /Half-yearly report/ })).toBeVisible()
  await page.getByRole('button', { name: 'Submit the report' }).click()
  const submit = page.getByRole('dialog', { name: 'Submit the report' })
  await submit.getByRole('combobox', { name: 'Signs' }).selectOption({ index: 1 })
  expect(await accessibilityFindings(page)).toEqual([])
  await submit.getByRole('button', { name: 'Submit the report' }).click()
  await expect(submit.getByText(/write them first/)).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await submit.getByRole('button', { name: 'Go to “Progress”' }).click()
  const words = page.getByRole('textbox', { name: 'Progress (must be there)' })
  await expect(words).toBeFocused()
  await words.fill('Two schools were built.')
  await words.blur()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await expect(page.getByText('-80%')).toBeVisible()
  await page
    .getByRole('link', { name: /^Explain 2: / })
    .first()
    .click()
  await expect(page.getByTestId('explained')).toHaveText('2')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: /Explanation: Schools built/ }).fill('Money came late.')
  // What is said of it among those who work on it, and what goes with it.
  await page.getByRole('button', { name: 'Comment on “Progress”' }).click()
  await page.getByRole('textbox', { name: 'New comment on “Progress”' }).fill('Which schools?')
  await page.getByRole('combobox', { name: 'Tell' }).fill('Careful')
  await page.getByRole('option', { name: 'Careful Tester' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await expect(page.getByText('Told: Careful Tester')).toBeVisible()
  await page.getByRole('button', { name: 'Mark as settled' }).click()
  await expect(page.getByText(/^Settled by/)).toBeVisible()
  await page
    .getByLabel('Add files')
    .last()
    .setInputFiles({
      name: 'Minutes.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('school,pupils\nHill,120\n'),
    })
  const minutes = page.getByRole('link', { name: 'Minutes.csv' })
  await expect(minutes).toBeVisible()
  await page.getByRole('button', { name: 'Submit the report' }).focus()
  await expect(page.getByText('Saved', { exact: true })).toHaveCount(2)
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('button', { name: 'Submit the report' }).click()
  await submit.getByRole('combobox', { name: 'Signs' }).selectOption({ index: 1 })
  await submit.getByRole('button', { name: 'Submit the report' }).click()
  await page.getByRole('button', { name: 'Return it' }).click()
  const back = page.getByRole('dialog', { name: 'Return it' })
  await back.getByRole('button', { name: 'Return it' }).click()
  await expect(back.getByText('Say why.')).toBeVisible()
  await back.getByRole('textbox', { name: 'Why' }).fill('Sums are off')
  await back.getByRole('textbox', { name: /To be mended in/ }).fill('Which schools?')
  await back.getByRole('button', { name: 'Return it' }).click()
  await expect(back).toBeHidden()
  await expect(page.getByText('Reason: Sums are off')).toBeVisible()
  await expect(page.getByText('Which schools?')).toBeVisible()
  await page.getByRole('button', { name: 'Submit the report' }).click()
  await submit.getByRole('combobox', { name: 'Signs' }).selectOption({ index: 1 })
  await submit.getByRole('button', { name: 'Submit the report' }).click()
  await page.getByRole('button', { name: 'Accept it' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Accept it' }).click()
  await expect(page.getByRole('button', { name: 'Open it again' })).toBeVisible()
  await expect(page.getByText(/As accepted on .* It stays like this/)).toBeVisible()
  await expect(page.getByRole('heading', { name: 'The report' })).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Take off Minutes.csv' })).toHaveCount(0)
  const attached = page.waitForEvent('download')
  await minutes.click()
  expect((await attached).suggestedFilename()).toBe('Minutes.csv')
  await say('7', version)
  await page.reload()
  await settled(page)
  await expect(page.getByText('-80%')).toBeVisible()
  await expect(page.getByText('Money came late.')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])

  const report = new URL(page.url()).pathname
  await page.goto(`/programmes/${programme.id}/reporting?year=2006&status=accepted`)
  await settled(page)
  await expect(row.getByText('Accepted')).toHaveCount(1)
  await page.getByRole('button', { name: 'Punctuality of reports' }).click()
  await settled(page)
  await expect(
    page.getByText('0 of 2 expected reports came on time and 1 late; 1 are missing.'),
  ).toBeVisible()
  await page.getByRole('combobox', { name: 'Count by' }).selectOption('period')
  await expect(page.getByText('1 Jan 2006 – 30 Jun 2006')).toBeVisible()
  expect(await accessibilityFindings(page)).toEqual([])
  await page.getByRole('radio', { name: 'Table' }).click()
  await expect(page.getByRole('row', { name: /30 Jun 2006 1 1 0 1 0 0 1 100% 0%/ })).toBeVisible()
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await file).suggestedFilename()).toBe('timeliness.csv')
  await page.goto(`/projects/${project.id}/reports`)
  await settled(page)
  await expect(page.getByRole('main').getByRole('link', { name: /Progress report/ })).toHaveCount(2)

  // Everybody reads what was accepted: the 7 that came later waits.
  for (const place of [`/programmes/${programme.id}`, `/projects/${project.id}`, report]) {
    // Figures are worked out meanwhile.
    await expect(async () => {
      await page.goto(place)
      await page.getByRole('button', { name: 'Public page' }).click()
      await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeEnabled({ timeout: 2000 })
    }).toPass()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await expect(page.getByRole('link', { name: 'Open the public page' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Open the public page' }).click()
  await expect(page.getByText('Two schools were built.')).toBeVisible()
  await expect(page.getByText('Which schools?')).toHaveCount(0)
  await page.goto(`/public/en/projects/${project.id}`)
  const shown = page.getByRole('row', { name: /Schools built/ })
  await expect(shown).toContainText('2')
  await expect(shown).not.toContainText('7')
})
