import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { renderPart } from '../../../testing/render'
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
