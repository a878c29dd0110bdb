import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it, vi } from 'vitest'
import type { ImportOut, ImportRowOut, ImportSettings, NameOut } from '../../api/registry/types.gen'
import { sessionQuery } from '../../lib/session'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { decisionOf, merged } from './decisions'
import { ImportView } from './import-view'
import { UploadBox } from './upload-box'

const id = '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4b'
const programme = '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4c'
const organisation = '0197a1c2-7d1e-7c3f-9a55-6a3f0c1d2e4d'
const registry = '*/api/registry/v1'
const columns = ['code', 'country', 'title', 'partners', 'year', 'amount', 'funder']

function batch(changes: Partial<ImportOut> = {}): ImportOut {
  return {
    id,
    state: 'uploaded',
    file_name: 'portfolio.csv',
    row_count: 2,
    counts: null,
    created: null,
    actor: { id, name: 'Officer' },
    created_at: '2026-11-22T09:30:00Z',
    committed_at: null,
    version: 3,
    format: 'csv',
    encoding: 'windows-1250',
    delimiter: ';',
    sheet: null,
    byte_size: 100,
    header_row: 1,
    columns: columns.map((header, index) => ({ index, letter: 'ABCDEFG'[index] ?? '', header })),
    preview: [{ row_number: 2, cells: ['1', 'Malawi', 'Water', 'Eid - Mbala', '2005', '100', 'NORAD'] }],
    suggestion: {
      columns: { project_code: 0, country: 1, project_title: 2, partners: 3, year: 4, amount: 5, funder: 6 },
      currency: 'NOK',
      remembered: null,
    },
    settings: null,
    progress: null,
    names: null,
    mode: null,
    undone_at: null,
    failure: null,
    ...changes,
  }
}

const settings: ImportOut['settings'] = {
  columns: { project_code: 0, project_title: 2, year: 4, amount: 5, funder: 6 },
  programme_id: programme,
  home_country: 'NO',
  currency: 'NOK',
  decimal_mark: null,
  title_language: 'en',
  project_status: 'active',
  name_decisions: [],
  country_decisions: [],
  create_unknown_as: null,
}
const created = {
  organisations: 0,
  projects: 1,
  partnerships: 1,
  budget_lines: 1,
  changed_budget_lines: 0,
  changed_projects: 0,
}
const tried = (changes: Partial<ImportOut> = {}) =>
  batch({
    state: 'analysed',
    settings,
    created,
    counts: { create: 1, match: 0, unchanged: 0, refuse: 1 },
    names: { matched: 2, new: 0, component: 0, ignored: 0, to_confirm: 1, ambiguous: 0, unknown: 1 },
    ...changes,
  })

function row(changes: Partial<ImportRowOut>): ImportRowOut {
  return {
    row_number: 2,
    cells: ['1', 'Malawi', 'Water', 'Eid - Mbala', '2005', '100', 'NORAD'],
    outcome: 'create',
    reasons: [],
    line: { year: 2005, amount: '100.00', currency: 'NOK', funder: 'NORAD' },
    creates: [{ type: 'partnership', name: 'Eid - Mbala' }],
    changes: [],
    notes: [],
    names: [],
    ...changes,
  }
}

const rows = [
  row({}),
  row({
    row_number: 3,
    outcome: 'refuse',
    line: null,
    creates: [],
    reasons: [
      { code: 'negative_amount', field: 'amount', column: 'F', cell: 'F3', message: 'No.', text: '-5' },
    ],
  }),
]

function name(changes: Partial<NameOut>): NameOut {
  return {
    position: 0,
    text: 'Mostarr',
    country_code: 'BA',
    used_as: 'twinning',
    state: 'to_confirm',
    how: null,
    organisation_id: null,
    organisation_name: null,
    score: 0.8,
    matched: null,
    candidates: [
      {
        organisation: { id: organisation, name: 'Mostar', country_code: 'BA' },
        how: 'similarity',
        matched: 'Mostar',
        score: 0.8,
      },
    ],
    row_count: 1,
    first_row: 2,
    ...changes,
  }
}

let sent: { body: ImportSettings | { mode: string }; version: string | null }[] = []

beforeEach(() => {
  sent = []
  const take = async ({ request }: { request: Request }) => {
    sent.push({ body: await request.json(), version: request.headers.get('if-match') })
    return HttpResponse.json(batch({ state: 'analysing', settings, progress: { done: 0, total: 2 } }))
  }
  const listed = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null, total: null })
  server.use(
    http.get(`${registry}/programmes`, () =>
      listed([
        {
          id: programme,
          code: 'KS',
          title: { en: 'Portfolio' },
          original_language: 'en',
          starts_on: null,
          ends_on: null,
          version: 1,
        },
      ]),
    ),
    http.get(`${registry}/countries`, () =>
      listed([
        { code: 'BA', name: { en: 'Bosnia and Herzegovina' } },
        { code: 'NO', name: { en: 'Norway' } },
      ]),
    ),
    http.get(`${registry}/currencies`, () => listed([{ code: 'NOK', name: { en: 'Norwegian krone' } }])),
    http.get(`${registry}/imports/:id/rows`, ({ request }) => {
      const outcome = new URL(request.url).searchParams.get('outcome')
      return listed(rows.filter((one) => !outcome || one.outcome === outcome))
    }),
    http.get(`${registry}/imports/:id/names`, () =>
      listed([
        name({}),
        name({ position: 1, text: 'Youth office', country_code: null, state: 'unknown', candidates: [] }),
      ]),
    ),
    http.put(`${registry}/imports/:id/mapping`, take),
    http.post(`${registry}/imports/:id/commit`, take),
  )
})

async function shown(data: ImportOut, at: { columns?: boolean; outcome?: 'refuse' } = {}) {
  const view = await renderPart(function Part() {
    return <ImportView batch={data} atColumns={at.columns ?? false} outcome={at.outcome} after={undefined} />
  })
  view.queryClient.setQueryData(sessionQuery().queryKey, {
    account: { id, email: 'a@example.org', display_name: 'A', locale: 'en', version: 1 },
    roles: ['programme_manager'],
    grants: [{ role: 'programme_manager', scope_type: 'installation', scope_id: null }],
    permissions: ['import.read', 'import.write'],
    everywhere: ['import.read', 'import.write'],
    must_add_factor: false,
  })
  return view
}

it('fills in the columns that were recognised, and sends them with the version that was read', async () => {
  await shown(batch())

  expect(await screen.findByLabelText('Amount')).toHaveDisplayValue(/F\s+amount/)
  expect(screen.getByText(/Encoding windows-1250/)).toBeVisible()
  await screen.findByRole('option', { name: /NOK/ })
  await userEvent.click(screen.getByRole('button', { name: 'Try the rows' }))

  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.version).toBe('"3"')
  expect(sent[0]?.body).toMatchObject({
    columns: { amount: 5, funder: 6 },
    programme_id: programme,
    home_country: 'NO',
    currency: 'NOK',
    decimal_mark: null,
  })
})

it('puts a refused column beside its field', async () => {
  server.use(
    http.put(`${registry}/imports/:id/mapping`, () =>
      HttpResponse.json(
        {
          code: 'invalid_request',
          title: 'Unprocessable Entity',
          status: 422,
          detail: 'No.',
          fields: [{ loc: ['body', 'columns', 'amount'], code: 'column_used_twice', message: 'No.' }],
        },
        { status: 422, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  )
  await shown(batch())

  await userEvent.click(await screen.findByRole('button', { name: 'Try the rows' }))

  expect(
    await screen.findByRole('link', { name: 'Amount: Another field has this column already' }),
  ).toBeVisible()
})

it('names the refused cell and says why', async () => {
  await shown(tried())

  const cell = await screen.findByText('Cell F3:')
  expect(cell.closest('li')).toHaveTextContent('Cell F3: The amount is negative -5')
})

it('shows how many rows have which outcome, and puts a pressed one into the address', async () => {
  const { router } = await shown(tried())

  await userEvent.click(await screen.findByRole('button', { name: '1 Refused' }))

  expect(router.state.location.search).toMatchObject({ outcome: 'refuse' })
})

it('never takes a likeness by itself, and sends what was decided', async () => {
  await shown(tried())

  const choice = await screen.findByLabelText('Mostarr stands for')
  expect(choice).toHaveDisplayValue('Not decided')
  await screen.findByRole('option', { name: 'Mostar, Bosnia and Herzegovina (80% alike)' })
  await userEvent.selectOptions(choice, 'Mostar, Bosnia and Herzegovina (80% alike)')
  await userEvent.selectOptions(
    screen.getByLabelText('Youth office stands for'),
    'A part of the project, not an organisation',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Try again with 2 decisions' }))

  await waitFor(() => expect(sent).toHaveLength(1))
  expect(sent[0]?.body).toMatchObject({
    name_decisions: [
      { text: 'Mostarr', country_code: 'BA', action: 'match', organisation_id: organisation },
      { text: 'Youth office', country_code: null, action: 'component' },
    ],
  })
})

it('imports nothing while rows are refused, unless only the valid ones are wanted', async () => {
  await shown(tried())

  const button = await screen.findByRole('button', { name: 'Import now' })
  expect(button).toBeDisabled()
  await userEvent.click(screen.getByRole('radio', { name: /Import the 1 valid row/ }))
  await userEvent.click(button)

  await waitFor(() => expect(sent).toEqual([{ body: { mode: 'valid_rows' }, version: '"3"' }]))
})

it('shows how far a running step is', async () => {
  await shown(batch({ state: 'committing', settings, progress: { done: 1, total: 2 } }))

  expect(await screen.findByRole('progressbar')).toHaveAttribute('aria-valuenow', '1')
  expect(screen.getByRole('button', { name: 'Stop' })).toBeVisible()
})

it('says what an import brought and asks before it is taken back', async () => {
  server.use(
    http.post(`${registry}/imports/:id/undo`, () =>
      HttpResponse.json(
        {
          code: 'import_has_dependents',
          title: 'Conflict',
          status: 409,
          detail: 'Later work.',
          fields: [{ loc: ['import', 'project', id], code: 'depends', message: '3' }],
        },
        { status: 409, headers: { 'content-type': 'application/problem+json' } },
      ),
    ),
  )
  await shown(tried({ state: 'committed', mode: 'valid_rows' }))

  await userEvent.click(await screen.findByRole('button', { name: 'Take the import back' }))
  const dialog = await screen.findByRole('alertdialog')
  expect(within(dialog).getByText('1 partnership')).toBeVisible()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Take the import back' }))

  expect(await within(dialog).findByText('This rests on the import:')).toBeVisible()
})

it('explains why a file cannot be read', async () => {
  const { ApiError } = await import('../../api/problem')
  const error = new ApiError({
    code: 'unreadable_file',
    title: 'Unprocessable Entity',
    status: 422,
    detail: 'No.',
    fields: [
      { loc: ['body', 'file', 'B'], code: 'duplicate_header', message: 'No.' },
      { loc: ['body', 'file', 'D'], code: 'duplicate_header', message: 'No.' },
    ],
  })
  await renderPart(() => <UploadBox onFile={vi.fn()} sending={undefined} error={error} />)

  expect(await screen.findByRole('alert')).toHaveTextContent('Two columns have the same name')
  expect(screen.getByRole('alert')).toHaveTextContent('(B, D)')
})

it('hands on the file that was chosen', async () => {
  const take = vi.fn()
  await renderPart(() => <UploadBox onFile={take} sending={undefined} error={null} />)
  const file = new File(['a;b'], 'portfolio.csv', { type: 'text/csv' })

  const input = document.querySelector('input[type=file]')
  if (!(input instanceof HTMLInputElement)) throw new Error('There is no input for a file.')
  await userEvent.upload(input, file)

  expect(take).toHaveBeenCalledWith(file)
})

it('reads a choice as a decision, and lets a newer one win', () => {
  const key = { text: 'Nis', country_code: 'CS' }
  const older = decisionOf(key, 'create:municipality')
  const newer = decisionOf(key, `match:${organisation}`)

  expect(decisionOf(key, 'other')).toBeUndefined()
  expect(
    merged(
      [{ ...key, action: 'create', kind: 'municipality', organisation_id: null, new_country_code: null }],
      newer ? [newer] : [],
    ),
  ).toEqual([{ ...key, action: 'match', organisation_id: organisation }])
  expect(older).toEqual({ ...key, action: 'create', kind: 'municipality' })
})
