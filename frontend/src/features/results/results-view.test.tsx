import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import type { FrameworkOut, IndicatorOut, PerformanceRow, PeriodOut } from '../../api/indicators/types.gen'
import { sessionQuery } from '../../lib/session'
import { renderPart } from '../../testing/render'
import { resultWith } from '../../testing/results'
import { server } from '../../testing/server'
import { ResultsView } from './results-view'

const url = (path: string) => `http://localhost:3000/api/indicators/v1${path}`

const entry = (number: number, value: string, more = {}) => ({
  id: `e${number}`,
  number,
  value,
  state: 'reported' as const,
  status: 'accepted' as const,
  numerator: null,
  denominator: null,
  text: null,
  place_id: null,
  is_partial: false,
  reason: null,
  comment: null,
  recorded_by: { id: 'a', display_name: 'Somebody Else', by_link_of: null },
  recorded_at: '2006-12-01T10:00:00Z',
  ...more,
})

const period = (year: number, more: Partial<PeriodOut> = {}): PeriodOut => ({
  id: `p${year}`,
  indicator_id: 'i1',
  starts_on: `${year}-01-01`,
  ends_on: `${year}-12-31`,
  target_value: null,
  target_numerator: null,
  target_denominator: null,
  target_low: null,
  target_high: null,
  decimals: 1,
  current: null,
  entry_count: 0,
  version: 1,
  ...more,
})

const indicator = (more: Partial<IndicatorOut> = {}): IndicatorOut => ({
  id: 'i1',
  result_id: 'r1',
  project_id: 'x',
  programme_id: null,
  side_id: null,
  origin_indicator_id: null,
  origin_mode: null,
  original_language: 'en',
  title: { en: 'Businesses served' },
  definition: {
    id: 'd1',
    version_id: 'v1',
    number: 1,
    is_own: true,
    code: null,
    programme_id: null,
    newest_number: 1,
  },
  series: [
    {
      definition_version_id: 'v1',
      starts_on: null,
      kind: 'number',
      unit: 'number',
      unit_name: null,
      decimals: 1,
    },
  ],
  kind: 'number',
  unit: 'number',
  unit_name: null,
  direction: 'increase',
  decimals: 1,
  minimum: null,
  maximum: null,
  cumulation: 'none',
  over_time: 'latest',
  over_children: 'sum',
  population: 'none',
  scale: null,
  formula: null,
  description: null,
  method: null,
  frequency: null,
  responsible: null,
  sdg: [],
  dac: [],
  note: null,
  axis_ids: [],
  people: [],
  allow_over_100: false,
  baseline_state: 'reported',
  baseline_numerator: null,
  baseline_denominator: null,
  baseline_method: null,
  target_numerator: null,
  target_denominator: null,
  target_low: null,
  target_high: null,
  baseline_value: '20.0',
  baseline_on: '2004-12-31',
  baseline_note: null,
  target_value: '90.0',
  target_on: '2008-12-31',
  source: null,
  is_synthetic: true,
  position: 1,
  latest: { period_id: 'p2006', value: '66.0', state: 'estimated', status: 'submitted' },
  periods: [
    period(2005, { current: entry(1, '34.0'), entry_count: 1, version: 2 }),
    period(2006, { current: entry(1, '66.0', { state: 'estimated' }), entry_count: 1, version: 2 }),
    period(2007, { target_value: '70.0' }),
  ],
  archived: false,
  version: 1,
  created_at: '2006-01-01T00:00:00Z',
  updated_at: '2006-01-01T00:00:00Z',
  ...more,
})

const framework = (...indicators: IndicatorOut[]): FrameworkOut => ({
  project: {
    id: 'x',
    code: '8',
    title: { en: 'Project' },
    original_language: 'en',
    archived: false,
  },
  results: [
    resultWith({
      title: { nb: 'Bedrifter bruker sentrene' },
      original_language: 'nb',
      indicators,
    }),
  ],
})

/** What all that was accepted comes to. */
const row = (more: Partial<PerformanceRow>): Partial<PerformanceRow> => ({
  indicator_id: 'i1',
  life: {
    state: 'reported',
    value: '66.0',
    numerator: null,
    denominator: null,
    low: null,
    high: null,
    marks: [],
  },
  progress: '0.6571',
  progress_missing: null,
  progress_basis: 'baseline',
  baseline: { value: '20.0', day: '2004-12-31' },
  unit: 'number',
  unit_name: null,
  decimals: 1,
  contributions_total: 0,
  pending: false,
  ...more,
})

const answered = (...items: Partial<PerformanceRow>[]) =>
  server.use(
    http.get(url('/performance'), () => HttpResponse.json({ items, next_cursor: null, total: null })),
  )

async function show(shown: FrameworkOut, permissions = ['result.read', 'result.write', 'entry.write']) {
  const account = { id: 'a', email: 'o@example.org', display_name: 'O', locale: 'en' as const, version: 1 }
  const view = await renderPart(() => <ResultsView framework={shown} withArchived={false} />)
  view.queryClient.setQueryData(sessionQuery().queryKey, {
    account,
    roles: [],
    grants: [],
    permissions,
    everywhere: permissions,
    must_add_factor: false,
  })
  await screen.findByText(/0 results|1 result|No results yet/)
  return view
}

beforeEach(() => answered())

it('groups results by kind and marks texts that are in another language', async () => {
  await show(framework(indicator()))

  expect(screen.getByRole('heading', { level: 2, name: 'Outcomes' })).toBeVisible()
  expect(screen.getByRole('heading', { level: 3 })).toHaveAttribute('lang', 'nb')
  expect(screen.queryByRole('heading', { name: 'Outputs' })).not.toBeInTheDocument()
})

it('tells how far an indicator has come, and that it is invented', async () => {
  answered(row({}))
  await show(framework(indicator()))

  expect(await screen.findByText('66% of the way from baseline to target')).toBeVisible()
  expect(screen.getByText('Synthetic: invented for demonstration')).toBeVisible()
  expect(screen.getByText('by 31 Dec 2008')).toBeVisible()
  expect(screen.getByRole('figure', { name: 'Values over time' })).toHaveTextContent(
    'From 34.0 (2005) to 66.0 (2006).',
  )
})

it.each([
  ['target', 'No target to compare with'],
  ['value', 'No accepted value yet'],
  ['direction', 'Neither more nor less is better: there is no progress to tell'],
] as const)('says why there is no progress: no %s', async (missing, text) => {
  answered(row({ progress: null, progress_missing: missing, progress_basis: null }))
  await show(framework(indicator()))

  expect(await screen.findByText(text)).toBeVisible()
})

it('says of a share of the target that it is no progress from a baseline', async () => {
  const lacking = { baseline_value: null, baseline_state: 'not_collected', baseline_on: null } as const
  answered(row({ progress: '0.73', progress_basis: 'zero', baseline: { value: null, day: null } }))
  await show(framework(indicator(lacking)))

  expect(await screen.findByText('73% of the target')).toBeVisible()
  expect(screen.getByText('No baseline: cannot be reported as progress without a baseline')).toBeVisible()
  expect(screen.getByText(/1 without a baseline/)).toBeVisible()
})

it('tells what was accepted, as every other page does', async () => {
  answered(row({ progress: '0.5', life: { ...row({}).life!, value: '55.0' } }))
  await show(framework(indicator({ cumulation: 'summed' })))

  expect(await screen.findByText('50% of the way from baseline to target')).toBeVisible()
  expect(screen.getByText('So far').nextSibling).toHaveTextContent('55.0')
})

it('shows no figure of today beside what was on record then', async () => {
  answered(row({ progress: '0.5' }))
  await renderPart(() => <ResultsView framework={framework(indicator())} withArchived={false} past />)

  expect(await screen.findByText('Latest value')).toBeVisible()
  // Not in any figure yet: that is said beside it.
  expect(screen.getByText(/estimated, handed in$/)).toBeVisible()
  expect(screen.queryByText('Progress')).not.toBeInTheDocument()
})

it('shows what a formula comes to in each period, over time, and lets nobody record it', async () => {
  const worth = (year: number, value: string) => ({
    period_id: `p${year}`,
    shown: { ...row({}).life!, value },
  })
  const periods = [worth(2005, '12.5'), worth(2006, '25.0')] as PerformanceRow['periods']
  answered(row({ periods }))
  await show(framework(indicator({ kind: 'formula', latest: null, periods: [period(2005), period(2006)] })))

  const line = await screen.findByRole('row', { name: /^2006/ })
  expect(line).toHaveTextContent('25.0worked out')
  expect(within(line).queryByRole('button', { name: /Record/ })).not.toBeInTheDocument()
  expect(screen.getByRole('figure', { name: 'Values over time' })).toHaveTextContent(
    'From 12.5 (2005) to 25.0 (2006).',
  )
})

it('never rounds up to the whole way', async () => {
  answered(row({ progress: '0.9983' }))
  await show(framework(indicator()))

  expect(await screen.findByText('99% of the way from baseline to target')).toBeVisible()
})

it('offers nothing to change to those who only read', async () => {
  await show(framework(indicator()), ['result.read'])

  expect(screen.queryByRole('button', { name: /record|add|change|archive:|move/i })).not.toBeInTheDocument()
})

it('explains what to do where there is nothing yet', async () => {
  await show({ ...framework(), results: [] })

  expect(screen.getByRole('heading', { name: 'No results yet' })).toBeVisible()
  expect(screen.getByRole('button', { name: 'Add result' })).toBeVisible()
})

it('records a value by keyboard, as the language writes it', async () => {
  const sent: unknown[] = []
  server.use(
    http.post(url('/periods/p2007/entries'), async ({ request }) => {
      sent.push(await request.json(), request.headers.get('if-match'))
      const stored = period(2007, { current: entry(1, '1234.5'), entry_count: 1, version: 2 })
      return HttpResponse.json(stored, { status: 201 })
    }),
  )
  await show(framework(indicator()))

  screen.getByRole('button', { name: 'Record value for 2007' }).focus()
  await userEvent.keyboard('{Enter}')
  await userEvent.keyboard('1,234.5')
  expect(screen.getByText('Understood as 1,234.5')).toBeVisible()
  await userEvent.keyboard('{Enter}')

  await waitFor(() => expect(sent).toEqual([{ value: '1234.5', state: 'reported', comment: null }, '"1"']))
  expect(await screen.findByText('Saved')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Record value for 2007' })).toHaveFocus()
})

it('keeps what is no number on screen and sends nothing', async () => {
  await show(framework(indicator()))

  await userEvent.click(screen.getByRole('button', { name: 'Record value for 2007' }))
  await userEvent.keyboard('about 30{Enter}')

  expect(screen.getByText('Enter a number')).toBeVisible()
  expect(screen.getByRole('textbox', { name: 'Value' })).toHaveValue('about 30')
  await userEvent.keyboard('{Escape}')
  expect(screen.getByRole('button', { name: 'Record value for 2007' })).toHaveFocus()
})

it('says beside the value what the service refused', async () => {
  const fields = [{ loc: ['body', 'value'], code: 'too_many_decimals', message: 'Too many.' }]
  const problem = { code: 'invalid_request', title: 'x', status: 422, detail: 'x', fields }
  server.use(http.post(url('/periods/p2007/entries'), () => HttpResponse.json(problem, { status: 422 })))
  await show(framework(indicator()))

  await userEvent.click(screen.getByRole('button', { name: 'Record value for 2007' }))
  await userEvent.keyboard('1.25{Enter}')

  const input = screen.getByRole('textbox', { name: 'Value' })
  await waitFor(() => expect(input).toHaveAccessibleDescription(/too many decimals/))
})

it('shows mine and theirs when somebody was faster, and overwrites only on purpose', async () => {
  const theirs = period(2007, {
    current: entry(1, '64.0', { comment: 'Counted' }),
    entry_count: 1,
    version: 7,
  })
  const versions: (string | null)[] = []
  server.use(
    http.post(url('/periods/p2007/entries'), ({ request }) => {
      versions.push(request.headers.get('if-match'))
      if (versions.length > 1) return HttpResponse.json({ ...theirs, version: 8 }, { status: 201 })
      const problem = {
        code: 'stale_version',
        title: 'x',
        status: 412,
        detail: 'x',
        fields: [],
        current: theirs,
      }
      return HttpResponse.json(problem, { status: 412 })
    }),
  )
  await show(framework(indicator()))

  await userEvent.click(screen.getByRole('button', { name: 'Record value for 2007' }))
  await userEvent.keyboard('70{Enter}')

  const panel = await screen.findByRole('alert')
  expect(within(panel).getByText('64.0')).toBeVisible()
  expect(within(panel).getByText(/Somebody Else/)).toBeVisible()
  expect(within(panel).getByText('Counted')).toBeVisible()
  expect(within(panel).getByText('70.0')).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Record mine all the same' }))
  await waitFor(() => expect(versions).toEqual(['"1"', '"7"']))
})

it('shows what was recorded before, with who and when', async () => {
  const items = [entry(2, '51.0', { comment: 'Corrected' }), entry(1, '48.0', { state: 'estimated' })]
  server.use(
    http.get(url('/periods/p2005/entries'), () =>
      HttpResponse.json({ items, next_cursor: null, total: null }),
    ),
  )
  await show(framework(indicator()), ['result.read'])

  await userEvent.click(screen.getByRole('button', { name: 'History of 2005: 1' }))

  const [first, second] = await screen.findAllByText(/Somebody Else/)
  expect(first).toHaveTextContent('the current value')
  expect(second).toHaveTextContent('estimated')
  expect(screen.getByText('Corrected')).toBeVisible()
})

it('moves a result by its place among its kind, on the version that is shown', async () => {
  const sent: unknown[] = []
  server.use(
    http.patch(url('/indicators/i2'), async ({ request }) => {
      sent.push(await request.json(), request.headers.get('if-match'))
      return HttpResponse.json(indicator({ id: 'i2' }))
    }),
  )
  await show(framework(indicator(), indicator({ id: 'i2', title: { en: 'Second' }, version: 3 })))

  await userEvent.click(screen.getByRole('button', { name: 'Move up: Second' }))

  await waitFor(() => expect(sent).toEqual([{ position: 1 }, '"3"']))
})
