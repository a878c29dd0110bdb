import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import type { InboxChange, NotificationOut, ThreadOut } from '../../api/notifications/types.gen'
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
    object_id: `0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4${id}`,
    params: { name: `Municipality ${id}` },
    event_count: 1,
    seen_at: null,
    occurred_at: '2026-11-22T09:30:00Z',
    read_at: null,
    archived_at: null,
    reason: 'reads',
    snoozed_until: null,
    returned_at: null,
    ...changes,
  }
}

let stored: NotificationOut[] = []
let sent: InboxChange[] = []

beforeEach(() => {
  stored = [3, 2, 1].map((id) => notification(id))
  sent = []
  const inState = (state: string | null | undefined) => (item: NotificationOut) => {
    if (state === 'archived') return item.archived_at
    if (state === 'snoozed') return item.snoozed_until
    return !item.archived_at && !item.snoozed_until && (state === 'all' || !item.read_at)
  }
  server.use(
    http.get(address, ({ request }) => {
      const state = new URL(request.url).searchParams.get('state')
      return HttpResponse.json({ items: stored.filter(inState(state)), next_cursor: null, total: null })
    }),
    http.get(`${address}/threads`, ({ request }) => {
      const state = new URL(request.url).searchParams.get('state')
      const items: ThreadOut[] = stored
        .filter(inState(state))
        .map((newest) => ({ newest, count: 1, unread: newest.read_at ? 0 : 1 }))
      return HttpResponse.json({ items, next_cursor: null, total: null })
    }),
    http.post<never, InboxChange>(`${address}/changes`, async ({ request }) => {
      const body = await request.json()
      sent.push(body)
      const now = '2026-11-22T10:00:00Z'
      const ids: number[] = []
      stored = stored.map((item) => {
        const named = body.threads?.some((one) => one.object_id === item.object_id)
        if (!body.ids?.includes(item.id) && !(named && inState(body.state)(item))) return item
        ids.push(item.id)
        const read_at = body.read === undefined ? item.read_at : body.read ? now : null
        const archived_at = body.archived === undefined ? item.archived_at : body.archived ? now : null
        const snoozed_until = body.snoozed_until === undefined ? item.snoozed_until : body.snoozed_until
        return { ...item, read_at, archived_at, snoozed_until }
      })
      return HttpResponse.json({ ids, has_more: false })
    }),
  )
})

const thread = (id: number) => ({
  threads: [{ object_id: `0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4${id}`, until_id: id }],
  state: 'unread',
})

function Shown({ tab }: { tab: InboxTab }) {
  const { threads } = useInbox(tab)
  return (
    <>
      <NotificationList tab={tab} threads={threads} />
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
  expect(link).toHaveAttribute('href', '/organisations/0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e42')
  await user.click(link)
  await waitFor(() => expect(sent).toEqual([{ ...thread(2), read: true }]))
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
    { ...thread(2), archived: true },
    { ids: [2], archived: false },
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
    http.post(`${address}/changes`, () =>
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
  expect(sent).toEqual([{ ...thread(3), archived: true }])
})

it('puts off until a day by a key, and takes it back', async () => {
  const user = await shown()
  screen.getByRole('link', { name: /Municipality 2/ }).focus()
  await user.keyboard('s')
  const dialog = await screen.findByRole('dialog', { name: 'Snooze until' })
  await user.click(within(dialog).getByRole('button', { name: /^Tomorrow/ }))
  await waitFor(() => expect(names()).toEqual(['3', '1']))
  const until = new Date(sent[0]?.snoozed_until ?? '')
  expect([until.getHours(), until.getMinutes()]).toEqual([0, 0])
  // What was said in other tests is still there.
  const undo = (await screen.findAllByRole('button', { name: 'Undo' })).at(-1)
  if (!undo) throw new Error('Nothing was said.')
  await user.click(undo)
  await waitFor(() => expect(names()).toEqual(['3', '2', '1']))
})

it('archives several at once, and says why one hears of them', async () => {
  const user = await shown()
  expect(screen.getAllByText('You hear of it because you may see it.')).toHaveLength(3)
  screen.getByRole('link', { name: /Municipality 3/ }).focus()
  await user.keyboard('xjjx')
  const bar = screen.getByRole('toolbar')
  expect(within(bar).getByRole('checkbox', { name: '2 selected' })).toBePartiallyChecked()
  await user.click(within(bar).getByRole('button', { name: 'Archive' }))
  await waitFor(() => expect(names()).toEqual(['2']))
  expect(sent).toHaveLength(1)
})
