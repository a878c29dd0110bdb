import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { renderPart } from '../../../testing/render'
import { WithoutValues } from './no-values'
import { PerformanceCards } from './performance-cards'
import { PerformanceTable } from './performance-table'

const nothing = { state: 'missing', value: null, low: null, high: null, marks: [] }

const row = (more: Partial<PerformanceRow>) =>
  ({
    indicator_id: 'i1',
    title: { en: 'Trained' },
    original_language: 'en',
    framework: { id: 'x', what: 'project', code: '8', title: { en: 'Project' }, original_language: 'en' },
    result: { id: 'r1', kind: 'output', title: { en: 'Training' } },
    unit: 'number',
    unit_name: null,
    decimals: 0,
    baseline: { value: null, day: null },
    target: { value: '80', low: null, high: null },
    life: nothing,
    status: null,
    periods: [],
    parts: [],
    overlaps: [],
    contributions: [],
    contributions_total: 0,
    ...more,
  }) as unknown as PerformanceRow

it.each([
  ['zero', '75% of the target'],
  ['baseline', '75%'],
] as const)('says of progress by what it is measured: %s', async (basis, text) => {
  const rows = [row({ progress: '0.75', progress_basis: basis })]
  await renderPart(() => <PerformanceTable rows={rows} />)

  expect(await screen.findByRole('cell', { name: text })).toBeVisible()
})

const framework = (code: string) => ({ framework: { ...row({}).framework, id: code, code } })

it('folds the indicators of many projects below their names on a phone, with counts', async () => {
  const four = ['a', 'b', 'c', 'd'].map((id) =>
    row({ indicator_id: id, title: { en: id }, status: 'behind', ...framework('8') }),
  )
  const rows = [...four, row({ indicator_id: 'e', title: { en: 'e' }, ...framework('21') })]
  await renderPart(() => <PerformanceCards rows={rows} withFramework cut />)

  const [first, last] = (await screen.findAllByText(/indicators?$|next page/)).map(
    (one) => one.closest('details') as HTMLElement,
  )
  expect(within(first as HTMLElement).getByRole('heading', { name: '8 Project' })).toBeVisible()
  expect(first).toHaveTextContent('4 indicators')
  expect(first).toHaveTextContent('Behind 4')
  expect(last).toHaveTextContent('1 indicator (more on the next page)')
  expect(screen.getByText('a')).not.toBeVisible()

  await userEvent.click(screen.getByText('4 indicators'))
  expect(screen.getByText('a')).toBeVisible()
  expect(screen.getByText('e')).not.toBeVisible()
})

it('says that no value is known, but only where none is', async () => {
  const told = row({ indicator_id: 'i2', life: { ...row({}).life, state: 'zero', value: '0' } })
  await renderPart(() => <WithoutValues rows={[row({}), told]} />)
  expect(screen.queryByText('No values yet')).toBeNull()

  await renderPart(() => <WithoutValues rows={[row({}), row({ indicator_id: 'i3' })]} />)
  expect(await screen.findByText('No values yet')).toBeVisible()
  expect(screen.getByText(/^2 indicators have a target/)).toBeVisible()
})
