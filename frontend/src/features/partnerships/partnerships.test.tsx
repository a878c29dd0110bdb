import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import type { PartnershipOut } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { PartnershipForm } from './partnership-form'
import { PartnershipView } from './partnership-view'
import { StatusForm } from './status-dialog'

const organisation = (name: string, country_code: string) => ({
  id: `00000000-0000-4000-8000-${String(name.length).padStart(12, '0')}`,
  name,
  country_code,
})
const member = (name: string, country: string, left_on: string | null = null) => ({
  organisation: organisation(name, country),
  role: 'member' as const,
  joined_on: null,
  left_on,
})
const partnership: PartnershipOut = {
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Tromsø - Jaffna',
  link_type: 'twinning',
  as_of: '2005-06-01',
  status: {
    id: 's1',
    status: 'active',
    valid_from: '2005-01-01',
    reason: null,
    created_at: '2026-11-22T10:00:00Z',
  },
  statuses: [
    {
      id: 's1',
      status: 'active',
      valid_from: '2005-01-01',
      reason: null,
      created_at: '2026-11-22T10:00:00Z',
    },
    {
      id: 's2',
      status: 'standstill',
      valid_from: '2006-01-01',
      reason: { nb: 'På grunn av konflikten' },
      created_at: '2026-11-22T10:00:00Z',
    },
  ],
  sides: [
    { side: 1, members: [member('Tromsø', 'NO')] },
    { side: 2, members: [member('Jaffna!', 'LK')] },
  ],
  members: [
    { side: 1, ...member('Tromsø', 'NO') },
    { side: 2, ...member('Kilinochchi', 'LK', '2004-12-31') },
    { side: 2, ...member('Jaffna!', 'LK') },
  ],
  projects: [],
  version: 3,
  created_at: '2026-11-22T10:00:00Z',
  updated_at: '2026-11-22T10:00:00Z',
}

const services = () =>
  server.use(
    http.get('*/v1/countries', () => HttpResponse.json({ items: [] })),
    http.get('*/v1/organisations', () => HttpResponse.json({ items: [], next_cursor: null, total: null })),
    http.get('*/v1/projects', () => HttpResponse.json({ items: [], next_cursor: null, total: null })),
  )

it('tells how it stood, newest first, with the reason in the language it has', async () => {
  services()
  await renderPart(() => <PartnershipView partnership={partnership} />)

  const entries = (await screen.findAllByRole('listitem')).filter((item) => item.dataset.status)
  expect(entries.map((item) => item.dataset.status)).toEqual(['standstill', 'active'])
  expect(screen.getByText('På grunn av konflikten')).toHaveAttribute('lang', 'nb')
  expect(entries[1]).toHaveAttribute('aria-current', 'true')
  expect(entries[1]).toHaveTextContent('Current')
})

it('puts a missing reason beside its field, keeps what was typed, and sends it when it is there', async () => {
  services()
  const sent: unknown[] = []
  server.use(
    http.post('*/v1/partnerships/:id/status-changes', async ({ request }) => {
      const body = (await request.json()) as { reason: unknown }
      sent.push(body)
      if (body.reason) return HttpResponse.json(partnership, { status: 201 })
      return HttpResponse.json(
        {
          code: 'invalid_request',
          title: 'Unprocessable Entity',
          status: 422,
          detail: 'Say why: a standstill or an end needs a reason.',
          fields: [{ loc: ['body', 'reason'], code: 'reason_required', message: 'Say why' }],
        },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      )
    }),
  )
  const close = vi.fn()
  await renderPart(() => <StatusForm partnership={partnership} close={close} />)

  await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'New status' }), 'standstill')
  // The calendar comes later than the field that keeps its place.
  await screen.findByRole('button', { name: /kalender|calendar|datovelger|date picker/i })
  await userEvent.type(screen.getByRole('textbox', { name: 'From' }), '01.01.2006')
  await userEvent.tab()
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('link', { name: 'Reason: Say why' })).toBeVisible()
  await userEvent.type(screen.getByRole('textbox', { name: /Reason/ }), 'The conflict')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([
    { status: 'standstill', valid_from: '2006-01-01', reason: null },
    { status: 'standstill', valid_from: '2006-01-01', reason: { en: 'The conflict' } },
  ])
})

it('changes nothing of those who were in it before when only its name is changed', async () => {
  services()
  const save = vi.fn(async (_values: unknown) => undefined)
  await renderPart(() => (
    <PartnershipForm partnership={partnership} submit="Save" onSubmit={save} onCancel={() => undefined} />
  ))

  const name = await screen.findByRole('textbox', { name: 'Partnership' })
  await userEvent.clear(name)
  await userEvent.type(name, 'Tromsø & Jaffna')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(save).toHaveBeenCalled())
  expect(save.mock.calls[0]?.[0]).toMatchObject({
    name: 'Tromsø & Jaffna',
    project_ids: [],
    members: partnership.members.map(({ organisation, side, left_on }) => ({
      organisation_id: organisation.id,
      side,
      left_on,
    })),
  })
})
