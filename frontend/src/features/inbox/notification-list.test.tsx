import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import type { NotificationOut, NotificationUpdate } from '../../api/notifications/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { Toasts } from '../../ui/toast'
import type { InboxTab } from './inbox-query'
import { LatestNotifications } from './latest'
import { NotificationList } from './notification-list'
import { useInbox } from './use-inbox'

const address = '*/api/notifications/v1/inbox'

function notification(id: number, changes: Partial<NotificationOut> = {}): NotificationOut {
  return {
    id,
    topic: 'organisation.registered.v1',
    object_type: 'organisation',
    object_id: '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b',
    params: { name: `Municipality ${id}` },
    event_count: 1,
    occurred_at: '2026-11-22T09:30:00Z',
    read_at: null,
    archived_at: null,
    ...changes,
  }
}

let stored: NotificationOut[] = []
let sent: [number, NotificationUpdate][] = []

beforeEach(() => {
  stored = [3, 2, 1].map((id) => notification(id))
  sent = []
  server.use(
    http.get(address, ({ request }) => {
      const state = new URL(request.url).searchParams.get('state')
      const items = stored.filter((item) =>
        state === 'archived' ? item.archived_at : !item.archived_at && (state === 'all' || !item.read_at),
      )
      return HttpResponse.json({ items, next_cursor: null, total: null })
    }),
    http.patch<{ id: string }, NotificationUpdate>(`${address}/:id`, async ({ request, params }) => {
      const body = await request.json()
      sent.push([Number(params.id), body])
      const now = '2026-11-22T10:00:00Z'
      stored = stored.map((item) => {
        if (item.id !== Number(params.id)) return item
        const read_at = body.read === undefined ? item.read_at : body.read ? now : null
        const archived_at = body.archived === undefined ? item.archived_at : body.archived ? now : null
        return { ...item, read_at, archived_at }
      })
      return HttpResponse.json(stored.find((item) => item.id === Number(params.id)))
    }),
  )
})

function Shown({ tab }: { tab: InboxTab }) {
  const { items } = useInbox(tab)
  return (
    <>
      <NotificationList items={items} />
      <Toasts />
    </>
  )
}

async function shown(tab: InboxTab = 'unread') {
  const user = userEvent.setup()
  await renderPart(() => <Shown tab={tab} />)
  await screen.findByRole('link', { name: /Municipality 3/ })
  return user
}

const names = () => screen.getAllByRole('link').map((link) => link.textContent?.match(/\d+$/)?.[0])

it('leads to the thing, and marks what is opened as read', async () => {
  const user = await shown()
  const link = screen.getByRole('link', { name: 'Unread: New organisation: Municipality 2' })
  expect(link).toHaveAttribute('href', '/organisations/0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b')
  await user.click(link)
  await waitFor(() => expect(sent).toEqual([[2, { read: true }]]))
})

it('moves between notifications by keys, and only there', async () => {
  const user = await shown()
  await user.keyboard('ejk')
  expect(sent).toEqual([])
  screen.getByRole('link', { name: /Municipality 3/ }).focus()
  await user.keyboard('jj')
  expect(screen.getByRole('link', { name: /Municipality 1/ })).toHaveFocus()
  await user.keyboard('j{ArrowUp}')
  expect(screen.getByRole('link', { name: /Municipality 2/ })).toHaveFocus()
  await user.keyboard('{Home}')
  expect(screen.getByRole('link', { name: /Municipality 3/ })).toHaveFocus()
  await user.keyboard('{End}')
  expect(screen.getByRole('link', { name: /Municipality 1/ })).toHaveFocus()
})

it('archives at once, keeps the focus in the list, and takes it back', async () => {
  const user = await shown()
  screen.getByRole('link', { name: /Municipality 2/ }).focus()
  await user.keyboard('e')
  await waitFor(() => expect(names()).toEqual(['3', '1']))
  expect(screen.getByRole('link', { name: /Municipality 1/ })).toHaveFocus()
  await user.click(await screen.findByRole('button', { name: 'Undo' }))
  await waitFor(() => expect(names()).toEqual(['3', '2', '1']))
  expect(sent).toEqual([
    [2, { archived: true }],
    [2, { archived: false }],
  ])
})

it('toggles read without leaving the list of all', async () => {
  const user = await shown('all')
  const row = screen.getByRole('link', { name: /Municipality 3/ }).closest('li')
  if (!row) throw new Error('The link is not in a list.')
  await user.click(within(row).getByRole('button', { name: 'Mark as read' }))
  expect(within(row).getByRole('button', { name: 'Mark as unread' })).toBeInTheDocument()
  expect(within(row).getByRole('link')).toHaveAccessibleName('New organisation: Municipality 3')
})

it('shows things again when the service refuses', async () => {
  server.use(
    http.patch(`${address}/:id`, () =>
      HttpResponse.json({ code: 'not_found', status: 404 }, { status: 404 }),
    ),
  )
  const user = await shown()
  screen.getByRole('link', { name: /Municipality 2/ }).focus()
  await user.keyboard('e')
  expect(await screen.findByRole('status')).toBeInTheDocument()
  await waitFor(() => expect(names()).toEqual(['3', '2', '1']))
})

it('keeps the short list of the overview in step', async () => {
  const user = userEvent.setup()
  const Both = () => (
    <>
      <LatestNotifications />
      <hr />
      <Shown tab="unread" />
    </>
  )
  await renderPart(() => <Both />)
  await waitFor(() => expect(screen.getAllByRole('link', { name: /Municipality 3/ })).toHaveLength(2))
  const [, row] = screen.getAllByRole('link', { name: /Municipality 3/ })
  row?.focus()
  await user.keyboard('e')
  await waitFor(() => expect(screen.queryAllByRole('link', { name: /Municipality 3/ })).toEqual([]))
  expect(sent).toEqual([[3, { archived: true }]])
})
