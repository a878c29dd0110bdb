import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { expect, it, vi } from 'vitest'
import type { Budget, BudgetLineOut, SessionOut } from '../../api/registry/types.gen'
import { useSetSession } from '../../lib/session'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { BudgetView } from './budget'
import { LineForm } from './line-dialog'

const line: BudgetLineOut = {
  id: '00000000-0000-4000-8000-000000000001',
  project_id: '00000000-0000-4000-8000-000000000002',
  year: 2006,
  funder: { id: '00000000-0000-4000-8000-000000000003', name: 'NMFA' },
  amount: '4356357.00',
  currency: 'NOK',
  note: null,
  version: 1,
  created_at: '2026-11-22T10:00:00Z',
  updated_at: '2026-11-22T10:00:00Z',
}
const budget: Budget = {
  items: [line],
  by_year: [{ year: 2006, amounts: [{ currency: 'NOK', amount: '4356357.00' }] }],
  by_funder: [
    {
      funder: line.funder,
      amounts: [
        { currency: 'EUR', amount: '5.00' },
        { currency: 'NOK', amount: '4356357.00' },
      ],
    },
  ],
  total: [{ currency: 'NOK', amount: '9007199254740993.01' }],
}

function services() {
  server.use(
    http.get('*/v1/organisations', () =>
      HttpResponse.json({
        items: [{ id: line.funder.id, name: 'NMFA', country_code: 'NO', matched_alias: null }],
        next_cursor: null,
        total: null,
      }),
    ),
    http.get('*/v1/currencies', () =>
      HttpResponse.json({ items: [{ code: 'NOK', minor_units: 2, name: { en: 'Norwegian krone' } }] }),
    ),
  )
}

const form = (close: () => void) => (
  <LineForm projectId={line.project_id} line={line} currency="NOK" onClose={close} />
)

it('lists lines and sums, each currency by itself and to the last digit', async () => {
  await renderPart(() => <BudgetView projectId={line.project_id} budget={budget} />)

  expect(await screen.findByRole('rowheader', { name: 'NMFA' })).toBeVisible()
  const funders = screen.getByRole('heading', { name: 'By funder' }).closest('section')
  expect(funders).toHaveTextContent('NMFA5 EUR4,356,357 NOK')
  expect(funders).toHaveTextContent('Total9,007,199,254,740,993.01 NOK')
  expect(screen.queryByRole('button', { name: 'Add line' })).toBeNull()
})

it('offers changes to those who may make them', async () => {
  services()
  const session = {
    account: { id: 'a', email: 'a@b.c', display_name: 'A', locale: 'en', version: 1 },
    roles: ['programme_manager'],
    grants: [{ role: 'programme_manager', scope_type: 'installation', scope_id: null }],
    permissions: ['budget.read', 'budget.write'],
    everywhere: ['budget.read', 'budget.write'],
    must_add_factor: false,
  } satisfies SessionOut
  await renderPart(function Part() {
    useSetSession()(session)
    return <BudgetView projectId={line.project_id} budget={budget} />
  })

  await userEvent.click(await screen.findByRole('button', { name: /^Change: 2006, NMFA/ }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByRole('textbox', { name: 'Amount' })).toHaveValue('4,356,357')
})

it('sends a changed amount as a decimal string, on the version that was read', async () => {
  services()
  const sent: unknown[] = []
  server.use(
    http.patch('*/v1/budget-lines/:id', async ({ request }) => {
      sent.push([request.headers.get('if-match'), await request.json()])
      return HttpResponse.json({ ...line, amount: '1250.50', version: 2 })
    }),
    http.get('*/v1/projects/:id/budget-lines', () => HttpResponse.json(budget)),
  )
  const close = vi.fn()
  await renderPart(() => form(close))

  await screen.findByRole('option', { name: /NOK/ })
  const amount = await screen.findByRole('textbox', { name: 'Amount' })
  await userEvent.clear(amount)
  await userEvent.type(amount, '1 250.5')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(sent).toEqual([
    ['"1"', { year: 2006, funder_id: line.funder.id, amount: '1250.5', currency: 'NOK', note: null }],
  ])
})

it('shows what somebody else made of the line, and overwrites it only when saved again', async () => {
  services()
  const versions: (string | null)[] = []
  const theirs = { ...line, amount: '140000.00', version: 7 }
  server.use(
    http.patch('*/v1/budget-lines/:id', ({ request }) => {
      versions.push(request.headers.get('if-match'))
      if (versions.length > 1) return HttpResponse.json({ ...line, version: 8 })
      return HttpResponse.json(
        {
          code: 'stale_version',
          title: 'Precondition Failed',
          status: 412,
          detail: 'The budget line was changed by somebody else.',
          fields: [],
          current: theirs,
        },
        { status: 412, headers: { 'content-type': 'application/problem+json' } },
      )
    }),
    http.get('*/v1/projects/:id/budget-lines', () => HttpResponse.json(budget)),
  )
  const close = vi.fn()
  await renderPart(() => form(close))

  await screen.findByRole('option', { name: /NOK/ })
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('alert')).toHaveTextContent(/Now it is: 2006, NMFA, 140,000\sNOK/)
  expect(close).not.toHaveBeenCalled()
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(close).toHaveBeenCalled())
  expect(versions).toEqual(['"1"', '"7"'])
})

it('says which field is wrong, in words', async () => {
  services()
  await renderPart(() => form(() => undefined))

  const year = await screen.findByRole('textbox', { name: 'Year' })
  await userEvent.clear(year)
  await userEvent.type(year, '20006')
  await userEvent.clear(screen.getByRole('textbox', { name: 'Amount' }))
  await userEvent.type(screen.getByRole('textbox', { name: 'Amount' }), '-5')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('link', { name: /^Year: / })).toBeVisible()
  expect(screen.getByRole('link', { name: /^Amount: / })).toBeVisible()
})
