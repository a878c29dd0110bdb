import { expect, settled, test } from './fixtures'
import { made, ownProject, registry } from './making'

test('a network is registered, organisations join and leave it, and a project is its work', async ({
  page,
}) => {
  const { code, programme, project } = await ownProject(page.request, 'Climate')
  const name = `Climate and energy ${code}`

  await page.goto('/networks/new')
  await settled(page)
  await page.getByRole('combobox', { name: 'Programme' }).selectOption({ label: `Climate ${code}` })
  await page.getByRole('textbox', { name: 'Code' }).fill(`N-${code}`)
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Start', exact: true }).fill('01.01.2006')
  await page.getByRole('button', { name: 'Register network' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText('Nobody has joined yet.')).toBeVisible()

  await page.getByRole('button', { name: 'Let an organisation join' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Organisation' }).fill('Eid')
  await page.getByRole('option', { name: /^Eid,/ }).click()
  await dialog.getByRole('textbox', { name: 'Joined' }).fill('15.02.2006')
  await dialog.getByRole('button', { name: 'Let an organisation join' }).click()
  await expect(dialog).toBeHidden()
  const row = page.getByRole('row', { name: /Eid/ })
  await expect(row).toContainText('15 Feb 2006')

  await row.getByRole('button', { name: 'Change the time of Eid' }).click()
  await dialog.getByRole('textbox', { name: 'Left' }).fill('31.12.2008')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(row).toContainText('Has left')

  await page.goto(`/projects/${project.id}/edit`)
  await settled(page)
  await page.getByRole('combobox', { name: 'Network' }).selectOption({ label: `N-${code} ${name}` })
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: `N-${code} ${name}` }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('link', { name: `Climate ${code}`, exact: true }).first()).toBeVisible()

  await page.goto(`/networks?programme=${programme.id}`)
  await settled(page)
  await expect(page.getByRole('row', { name })).toContainText('2006')
})

test.describe(() => {
  // The organisation is put in twice on purpose.
  test.use({ expected: [/409/] })

  test('nobody is in a network twice at a time, and what was a mistake is taken out', async ({ page }) => {
    const { code, programme } = await ownProject(page.request, 'Twice')
    const about = { code: `N-${code}`, name: { en: `Twice ${code}` }, original_language: 'en' }
    const network = await made(page.request, `${registry}/networks`, { ...about, programme_id: programme.id })
    const found = await page.request.get(`${registry}/organisations?q=Mbala&limit=1`)
    const { items } = (await found.json()) as { items: [{ id: string; name: string }] }
    const [{ id, name }] = items
    await made(page.request, `${registry}/networks/${network.id}/members`, { organisation_id: id })

    await page.goto(`/networks/${network.id}`)
    await settled(page)
    await page.getByRole('button', { name: 'Let an organisation join' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Organisation' }).fill(name)
    await page.getByRole('option', { name: new RegExp(`^${name},`) }).click()
    await dialog.getByRole('button', { name: 'Let an organisation join' }).click()
    await expect(dialog.getByText('An organisation is in twice at a time')).toBeVisible()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog).toBeHidden()

    await page.getByRole('button', { name: `Change the time of ${name}` }).click()
    await dialog.getByRole('button', { name: 'Take out' }).click()
    const sure = page.getByRole('alertdialog', { name: `Take ${name} out?` })
    await sure.getByRole('button', { name: 'Take out' }).click()
    await expect(page.getByText('Nobody has joined yet.')).toBeVisible()
  })
})

test('a role is held in a network, and the page of the person says why they see it', async ({ page }) => {
  const { code, programme } = await ownProject(page.request, 'Roles')
  const about = { code: `N-${code}`, name: { en: `Roles ${code}` }, original_language: 'en' }
  const network = await made(page.request, `${registry}/networks`, { ...about, programme_id: programme.id })
  const found = await page.request.get(`${registry}/people?limit=200`)
  const { items } = (await found.json()) as { items: { id: string; display_name: string }[] }
  const session = (await (await page.request.get(`${registry}/session`)).json()) as {
    account: { id: string }
  }
  const person = items.find(({ id }) => id !== session.account.id)
  if (!person) throw new Error('There is nobody to give a role to')

  await page.goto(`/people/${person.id}`)
  await settled(page)
  await page.getByRole('button', { name: 'Give a role' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('coordinator')
  await dialog.getByRole('combobox', { name: 'In', exact: true }).selectOption('network')
  await dialog.getByRole('combobox', { name: 'Network' }).fill(code)
  await page.getByRole('option', { name: new RegExp(`^N-${code}`) }).click()
  await dialog.getByRole('button', { name: 'Give a role' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('combobox', { name: 'What', exact: true }).selectOption('network')
  await page.getByRole('combobox', { name: 'Which one' }).fill(code)
  await page.getByRole('option', { name: new RegExp(`^N-${code}`) }).click()
  await expect(page.getByText('Change the network')).toBeVisible()
  await expect(page.getByText('The role is held in this itself.').first()).toBeVisible()
  expect(network.id).toBeTruthy()
})
