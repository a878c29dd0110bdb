import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import type { ChannelHealth, DeliveryOut } from '../../api/notifications/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { useDeliveryColumns } from './delivery-columns'
import { DeliveryHealth } from './delivery-health'
import { UnhandledEvents } from './unhandled-events'

const url = (path: string) => `http://localhost:3000/api/notifications/v1/deliveries${path}`

const channel: ChannelHealth = {
  channel: 'email',
  is_configured: true,
  pending: 3,
  oldest_pending_at: null,
  is_late: false,
  dead: 0,
  delivered_in_a_day: 12,
}
const delivery: DeliveryOut = {
  id: 'd1',
  channel: 'email',
  topic: 'role.given.v1',
  target_id: 'p1',
  state: 'dead',
  attempt: 6,
  max_attempt: 6,
  next_attempt_at: '2026-01-01T00:00:00Z',
  expires_at: '2026-01-04T00:00:00Z',
  last_error: '451',
  replay_no: 0,
  replay_of: null,
  created_at: '2026-01-01T00:00:00Z',
  ended_at: '2026-01-02T00:00:00Z',
}

function Row({ row }: { row: DeliveryOut }) {
  const columns = useDeliveryColumns()
  return columns.map((column) => <div key={column.id}>{column.cell(row)}</div>)
}
const show = (row: Partial<DeliveryOut>) => renderPart(() => <Row row={{ ...delivery, ...row }} />)

it('says that nothing leaves where no mail server is set up', async () => {
  await renderPart(() => (
    <DeliveryHealth health={{ channels: [{ ...channel, is_configured: false, pending: 0 }], dead: 0 }} />
  ))

  expect(await screen.findByText('Notifications are not sent by e-mail')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

it('warns of what waits too long', async () => {
  const late = { ...channel, is_late: true, oldest_pending_at: '2026-01-01T00:00:00Z' }
  await renderPart(() => <DeliveryHealth health={{ channels: [late], dead: 0 }} />)

  expect(await screen.findByText(/waiting for more than two minutes/)).toBeVisible()
})

it('sends again all that was given up, once that is confirmed', async () => {
  let asked: unknown
  server.use(
    http.post(url('/replay-dead'), async ({ request }) => {
      asked = await request.json()
      return HttpResponse.json({ replayed: 2, left: 0 })
    }),
  )
  await renderPart(() => <DeliveryHealth health={{ channels: [{ ...channel, dead: 2 }], dead: 2 }} />)

  await userEvent.click(await screen.findByRole('button', { name: 'Send all given up again' }))
  expect(await screen.findByRole('alertdialog')).toHaveTextContent('2 notifications were given up')
  const confirm = screen.getAllByRole('button', { name: 'Send all given up again' }).at(-1)
  await userEvent.click(confirm as HTMLElement)

  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
  expect(asked).toEqual({})
})

it.each([
  ['451', 'The server answered 451'],
  ['SMTPConnectError', /cannot be reached/],
  ['expired', 'Too late to be news'],
  ['no_access', 'May not see it any more'],
])('says in words why it went no further: %s', async (last_error, words) => {
  await show({ last_error })

  expect(await screen.findByText(words)).toBeVisible()
  expect(screen.getByText('Role given')).toBeVisible()
  expect(screen.getByText('Attempt 6 of 6')).toBeVisible()
})

it('sends one again that was given up, and offers that for no other', async () => {
  let sent = ''
  server.use(
    http.post(url('/:id/replay'), ({ params }) => {
      sent = String(params['id'])
      return HttpResponse.json({ ...delivery, id: 'd2', attempts: [] }, { status: 201 })
    }),
  )
  const { unmount } = await show({})
  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }))
  await waitFor(() => expect(sent).toBe('d1'))
  unmount()

  await show({ state: 'delivered', last_error: null, topic: 'from-tomorrow.v1' })

  expect(await screen.findByText('Notification')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})

it('shows what nobody could be told of, and has it tried again', async () => {
  const event = {
    id: '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4f',
    event_type: 'role.given.v1',
    object_type: 'role',
    object_id: '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4a',
    occurred_at: '2026-11-22T08:00:00Z',
    attempts: 5,
    last_error: 'IntegrityError',
    handled_at: '2026-11-22T08:02:36Z',
  }
  let items = [event]
  server.use(
    http.get('*/api/notifications/v1/events/unhandled', () =>
      HttpResponse.json({ items, next_cursor: null, total: items.length }),
    ),
    http.post('*/api/notifications/v1/events/unhandled/:id/retry', () => {
      items = []
      return HttpResponse.json({ retried: 1, left: 0 })
    }),
  )
  await renderPart(() => <UnhandledEvents />)

  expect(await screen.findByRole('heading', { name: /1 event could not be told/ })).toBeVisible()
  expect(screen.getByText(/Tried 5 times, last fault: IntegrityError/)).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))

  await waitFor(() => expect(screen.queryByText(/IntegrityError/)).toBeNull())
})
