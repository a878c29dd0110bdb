import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import type { MembershipOut, PersonOut, RoleOut } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { ChangeMembership } from './change-membership'
import { EndRole } from './end-role'
import { GiveRole } from './give-role'
import { JoinDialog, LeaveDialog } from './membership-dialogs'
import { ReasonDialog } from './reason-dialog'

const api = 'http://localhost:3000/api/registry/v1'
const url = (path: string) => `${api}/people/p1${path}`

const membership: MembershipOut = {
  id: 'm1',
  organisation: { id: 'o1', name: 'Mostar', country_code: 'BA' },
  title: 'Adviser',
  joined_on: '2020-01-01',
  left_on: null,
  version: 3,
  may_change: true,
}
const role: RoleOut = {
  id: 'r1',
  account: { id: 'p1', display_name: 'A. Person' },
  role: 'adviser',
  scope: { type: 'programme', id: 's1', code: 'A', name: 'A', original_language: null, title: null },
  valid_from: '2020-01-01',
  valid_to: null,
  state: 'current',
  granted_by: null,
  granted_at: '2020-01-01T00:00:00Z',
  may_end: true,
}
const person: PersonOut = {
  id: 'p1',
  display_name: 'A. Person',
  email: 'a@example.org',
  locale: 'en',
  is_active: true,
  created_at: '2020-01-01T00:00:00Z',
  open_sessions: 2,
  live_keys: 1,
  last_seen_at: null,
  memberships: [membership],
  roles: [role],
  may: { give_roles: true, add_memberships: true, deactivate: true, end_sessions: true },
  version: 7,
}

/** As the service refuses a form: by field. */
const refused = (field: string, code: string) =>
  HttpResponse.json(
    {
      code: 'invalid_request',
      title: 'x',
      status: 422,
      detail: 'x',
      fields: [{ loc: ['body', field], code, message: 'x' }],
    },
    { status: 422 },
  )

/** The calendar comes after its form, in the place of a box that cannot be written in. */
const dayBox = (name: string) =>
  waitFor(() => {
    const box = screen.getByRole('textbox', { name })
    expect(box).not.toHaveAttribute('readonly')
    return box
  })

const show = (part: ReactNode) => renderPart(() => part)

async function refusalIsShown(label: string, words: RegExp): Promise<void> {
  await waitFor(() => expect(screen.getByRole('heading', { name: 'There is a problem' })).toHaveFocus())
  expect(screen.getByRole('link', { name: new RegExp(`^${label}: `) })).toBeVisible()
  await waitFor(() => expect(screen.getByLabelText(label)).toHaveAccessibleDescription(words))
}

it('changes a membership on the version that was read, and says beside its day what is wrong', async () => {
  const sent: unknown[] = []
  const close = vi.fn()
  server.use(
    http.patch(url('/memberships/m1'), async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()])
      return sent.length === 1 ? refused('left_on', 'ends_before_start') : HttpResponse.json(membership)
    }),
  )
  await show(<ChangeMembership person={person} membership={membership} close={close} />)

  const title = await screen.findByRole('textbox', { name: /^Title or function/ })
  await userEvent.clear(title)
  await userEvent.type(title, 'Mayor')
  const until = await dayBox('Until')
  await userEvent.type(until, '01.01.2019')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await refusalIsShown('Until', /must not be before the start/)
  expect(title).toHaveValue('Mayor')
  expect(until).toHaveValue('01.01.2019')
  expect(close).not.toHaveBeenCalled()

  await userEvent.clear(until)
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  const body = { title: 'Mayor', joined_on: '2020-01-01', left_on: '2019-01-01' }
  expect(sent).toEqual([
    ['"3"', body],
    ['"3"', { ...body, left_on: null }],
  ])
})

it('never takes a day that is none for an empty one', async () => {
  const sent: unknown[] = []
  server.use(
    http.patch(url('/memberships/m1'), async ({ request }) => {
      sent.push(((await request.json()) as { left_on: string }).left_on)
      return refused('left_on', 'date_from_datetime_parsing')
    }),
  )
  await show(<ChangeMembership person={person} membership={membership} close={vi.fn()} />)

  const until = await dayBox('Until')
  await userEvent.type(until, '31.31.2020')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await refusalIsShown('Until', /Enter a date/)
  expect(sent).toEqual(['?'])
  expect(until).toHaveValue('31.31.2020')
})

it('keeps what was typed when somebody cannot join', async () => {
  server.use(
    http.get(`${api}/organisations`, () => HttpResponse.json({ items: [], next_cursor: null, total: 0 })),
    http.post(url('/memberships'), () => refused('organisation_id', 'unknown_organisation')),
  )
  await show(<JoinDialog person={person} close={vi.fn()} />)

  await userEvent.type(await screen.findByRole('textbox', { name: /^Title or function/ }), 'Mayor')
  await userEvent.click(screen.getByRole('button', { name: 'Add an organisation' }))

  await refusalIsShown('Organisation', /.+/)
  expect(screen.getByRole('textbox', { name: /^Title or function/ })).toHaveValue('Mayor')
})

it('asks for the last day of who leaves', async () => {
  server.use(http.post(url('/memberships/m1/leave'), () => refused('left_on', 'missing')))
  await show(<LeaveDialog person={person} membership={membership} close={vi.fn()} />)
  await dayBox('Until')
  await userEvent.click(screen.getByRole('button', { name: 'Leaves' }))

  await refusalIsShown('Until', /must be filled in/)
})

it('says beside the last day why a role cannot end then', async () => {
  server.use(http.post(url('/roles/r1/end'), () => refused('valid_to', 'ends_before_start')))
  await show(<EndRole person={person} role={role} close={vi.fn()} />)
  const last = await dayBox('Last day')
  await userEvent.type(last, '01.01.2019')
  await userEvent.click(screen.getByRole('button', { name: 'End the role' }))

  await refusalIsShown('Last day', /must not be before the start/)
  expect(last).toHaveValue('01.01.2019')
})

it('says beside the thing that it is missing when a role is given', async () => {
  server.use(
    http.get(`${api}/roles/givable`, () =>
      HttpResponse.json({ items: [{ role: 'contributor', scope_types: ['project'] }] }),
    ),
    http.get(`${api}/projects`, () => HttpResponse.json({ items: [], next_cursor: null, total: 0 })),
    http.post(url('/roles'), () => refused('scope_id', 'missing')),
  )
  await show(<GiveRole person={person} close={vi.fn()} />)
  await screen.findByRole('combobox', { name: 'Project' })
  await userEvent.click(screen.getByRole('button', { name: 'Give a role' }))

  await refusalIsShown('Project', /must be filled in/)
})

it('tells what a deactivation ends, and does not do it without a reason', async () => {
  server.use(http.post(url('/deactivate'), () => refused('reason', 'missing')))
  await show(<ReasonDialog person={person} close={vi.fn()} />)

  expect(await screen.findByText('2 browsers are signed out.')).toBeVisible()
  expect(screen.getByText(/^1 role rests/)).toBeVisible()
  expect(screen.getByText('1 key for programs stops working.')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Deactivate' }))

  await refusalIsShown('Reason', /must be filled in/)
})
