import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import { ApiError } from '../../api/problem'
import type { ProjectCreate, ProjectOut } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { ProjectForm } from './project-form'

const programmeId = '01930000-0000-7000-8000-000000000001'
const mostarId = '01930000-0000-7000-8000-000000000002'
const objectiveId = '01930000-0000-7000-8000-000000000003'
const programme = {
  id: programmeId,
  code: 'KS',
  title: { en: 'KS portfolio' },
  original_language: 'en',
} as const

const known: ProjectOut = {
  id: '01930000-0000-7000-8000-000000000009',
  programme,
  network: null,
  code: '3',
  title: { en: 'Cooperation', nb: 'Samarbeid' },
  summary: null,
  status: 'active',
  starts_on: '2005-01-01',
  ends_on: null,
  original_language: 'en',
  countries: ['BA'],
  themes: [],
  objectives: [{ id: objectiveId, kind: 'general', text: { en: 'Trust' } }],
  roles: [
    { role: 'partner', position: 4, organisation: { id: mostarId, name: 'Mostar', country_code: 'BA' } },
  ],
  components: [],
  partnerships: [],
  partner_groups: [],
  budget_lines: [],
  budget: [],
  archived: false,
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
}

async function show(save: (values: ProjectCreate) => Promise<unknown>, project?: ProjectOut) {
  server.use(
    http.get('*/v1/programmes', () =>
      HttpResponse.json({ items: [{ ...programme, project_count: 1 }], next_cursor: null, total: null }),
    ),
    http.get('*/v1/themes', () => HttpResponse.json({ items: [] })),
    http.get('*/v1/networks', () => HttpResponse.json({ items: [], next_cursor: null, total: null })),
    http.get('*/v1/countries', () =>
      HttpResponse.json({ items: [{ code: 'BA', name: { en: 'Bosnia and Herzegovina' } }] }),
    ),
    http.get('*/v1/organisations', () =>
      HttpResponse.json({ items: [{ id: mostarId, name: 'Mostar', country_code: 'BA' }], next_cursor: null }),
    ),
  )
  const view = await renderPart(() => (
    <ProjectForm {...(project ? { project } : {})} submit="Save" onSubmit={save} onCancel={() => undefined} />
  ))
  await screen.findByRole('option', { name: 'KS portfolio' })
  await waitFor(() => expect(document.querySelector('[aria-busy=true]')).toBeNull())
  return view
}

it('registers a project with a partner and its role', async () => {
  const save = vi.fn(async (_: ProjectCreate) => undefined)
  await show(save)

  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Programme' }), 'KS portfolio')
  await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '36')
  await userEvent.type(screen.getByRole('textbox', { name: 'Title, English' }), 'Roads')
  await userEvent.click(screen.getByRole('button', { name: 'Add an organisation' }))
  await userEvent.type(await screen.findByRole('combobox', { name: 'Organisation 1' }), 'most')
  await userEvent.click(await screen.findByRole('option', { name: 'Mostar, BA' }))
  await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Role 1' }), 'Lead partner')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(save).toHaveBeenCalled())
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    programme_id: programmeId,
    code: '36',
    title: { en: 'Roads' },
    summary: null,
    status: 'planned',
    starts_on: null,
    roles: [{ organisation_id: mostarId, role: 'lead_partner', position: 1 }],
  })
})

it('says what is missing, with the words of the fields', async () => {
  const save = vi.fn(async () => undefined)
  await show(save)

  await userEvent.click(screen.getByRole('button', { name: 'Add an organisation' }))
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  const summary = (await screen.findByRole('heading', { name: 'There is a problem' })).parentElement
  const problems = within(summary as HTMLElement).getAllByRole('link')
  expect(problems.map((link) => link.textContent)).toEqual([
    'Code: This must be filled in',
    'Programme: This must be filled in',
    'Organisation 1: This must be filled in',
  ])
  expect(save).not.toHaveBeenCalled()
})

it('keeps what it does not show: ids and places of what is in the lists', async () => {
  const save = vi.fn(async (_: ProjectCreate) => undefined)
  await show(save, known)

  await userEvent.click(screen.getByRole('button', { name: 'Add a part' }))
  await userEvent.type(await screen.findByRole('textbox', { name: 'Part 1, English' }), 'Coordination')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(save).toHaveBeenCalled())
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    programme_id: programmeId,
    starts_on: '2005-01-01',
    countries: ['BA'],
    objectives: [{ id: objectiveId, kind: 'general', text: { en: 'Trust' } }],
    roles: [{ organisation_id: mostarId, role: 'partner', position: 4 }],
    components: [{ title: { en: 'Coordination' }, position: 5 }],
  })
})

it('shows a code that is taken beside its field', async () => {
  const fields = [{ loc: ['body', 'code'], code: 'taken', message: 'Choose another.' }]
  await show(async () => {
    throw new ApiError({ code: 'conflict', title: 'Conflict', status: 409, detail: '', fields })
  }, known)

  await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '4')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(
    await screen.findByRole('link', { name: 'Code: This is already in use: choose another' }),
  ).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Code' })).toHaveValue('34')
})

it('asks before unsaved input is left', async () => {
  const { router } = await show(async () => undefined, known)

  await userEvent.type(screen.getByRole('textbox', { name: 'Code' }), '4')
  void router.navigate({ to: '/other' as '/' })

  await userEvent.click(await screen.findByRole('button', { name: 'Leave the page' }))
  expect(await screen.findByRole('heading', { name: 'Other' })).toBeVisible()
})
