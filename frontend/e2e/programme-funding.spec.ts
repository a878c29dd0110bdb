import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, picture, settled, test } from './fixtures'
import { made, ownProject, registry } from './making'

/** Three synthetic partnerships, of which the programme supports two. */
async function partnerships(page: Page, code: string, projectId: string) {
  const [one, other] = await Promise.all(
    ['Gmina', 'Powiat'].map((name) =>
      made(page.request, `${registry}/organisations`, { kind: 'municipality', name: `${name} ${code}` }),
    ),
  )
  for (const [name, projects] of [
    ['First', [projectId]],
    ['Second', [projectId]],
    ['Third', []],
  ] as const) {
    await made(page.request, `${registry}/partnerships`, {
      name: `${name} ${code}`,
      link_type: 'technical',
      members: [
        { organisation_id: one?.id, side: 1 },
        { organisation_id: other?.id, side: 2 },
      ],
      project_ids: projects,
      status: { status: 'active', valid_from: '2012-01-01' },
    })
  }
}

test('a funnel is counted from who applied, and each number leads to its partnerships', async ({ page }) => {
  const { code, programme, project } = await ownProject(page.request, 'Functional areas')
  await partnerships(page, code, project.id)
  await page.goto(`/programmes/${programme.id}`)
  await page.getByRole('button', { name: 'Funding', exact: true }).click()
  await expect(page.getByText('No round of funding yet')).toBeVisible()

  await page.getByRole('button', { name: 'Add a round' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Round, English' }).fill('First national call')
  await dialog.getByRole('textbox', { name: 'Opened' }).fill('01.01.2013')
  await dialog.getByRole('textbox', { name: 'Decided' }).fill('30.06.2013')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('link', { name: 'First national call' }).click()
  for (const [name, outcome] of [
    ['First', 'Granted'],
    ['Second', 'Refused'],
    ['Third', 'Granted'],
  ] as const) {
    await page.getByRole('button', { name: 'Enter an application' }).click()
    await dialog.getByRole('combobox', { name: 'Partnership' }).fill(`${name} ${code}`)
    await dialog
      .getByRole('option', { name: `${name} ${code}` })
      .and(page.locator(':visible'))
      .click()
    await dialog.getByRole('textbox', { name: 'Applied on' }).fill('01.02.2013')
    await dialog.getByRole('combobox', { name: 'Outcome' }).selectOption(outcome)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect(dialog).toBeHidden()
  }
  await expect(page.getByRole('status').filter({ hasText: '3 applications' })).toBeVisible()
  await picture(page, 'funding-round')
  await page.getByRole('link', { name: 'Funding of partnerships' }).click()

  const figure = page.getByRole('figure', { name: 'From support to funding' })
  await expect(figure).toContainText('1 of 2 supported partnerships (50 %) is counted')
  await settled(page)
  await picture(page, 'funding')
  await figure.getByRole('link', { name: '1: First national call: granted' }).last().click()
  await expect(page.getByRole('button', { name: /^Counted in: First national call/ })).toBeVisible()
  await expect(page.getByRole('link', { name: `Third ${code}` })).toBeVisible()
  await expect(page.getByRole('link', { name: `First ${code}` })).toBeHidden()

  await page.getByRole('button', { name: 'Download' }).click()
  const coming = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const lines = await readFile(await (await coming).path(), 'utf8')
  expect(lines).toContain(`Third ${code}`)
  expect(lines.trim().split('\n')).toHaveLength(2)
  await picture(page, 'funding-partnerships')
})
