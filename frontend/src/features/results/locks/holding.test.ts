import { expect, test } from 'vitest'
import type { FrameworkOut, LockOut } from '../../../api/indicators/types.gen'
import { heldPeriods } from './holding'

const period = (id: string, year: number) => ({
  id,
  starts_on: `${year}-01-01`,
  ends_on: `${year}-12-31`,
})
const framework = {
  results: [
    {
      indicators: [
        { id: 'trained', periods: [period('t25', 2025), period('t26', 2026)] },
        { id: 'jobs', periods: [period('j25', 2025)] },
      ],
    },
  ],
} as unknown as FrameworkOut
const lock = (exceptions: object[] = [], days = ['2025-12-31', '2025-12-31']) =>
  ({ id: 'lock', starts_on: days[0], ends_on: days[1], exceptions }) as unknown as LockOut
const held = (one: LockOut) => [...heldPeriods(framework, [one], 'me', '2026-02-01').keys()]

test('a lock holds for every period that it touches, and for no other', () => {
  expect(held(lock())).toEqual(['t25', 'j25'])
  expect(held(lock([], ['2025-12-31', '2026-01-01']))).toEqual(['t25', 't26', 'j25'])
  expect(held(lock([], ['2024-01-01', '2024-12-31']))).toEqual([])
})

test('an exception is for a person, an indicator or both, until its day', () => {
  const me = { id: 'me' }
  expect(held(lock([{ person: me, indicator_id: null, until: '2026-02-01' }]))).toEqual([])
  expect(held(lock([{ person: null, indicator_id: 'jobs', until: '2026-02-01' }]))).toEqual(['t25'])
  expect(held(lock([{ person: me, indicator_id: 'trained', until: '2199-12-31' }]))).toEqual(['j25'])
  expect(held(lock([{ person: { id: 'other' }, indicator_id: null, until: '2199-12-31' }]))).toEqual([
    't25',
    'j25',
  ])
  expect(held(lock([{ person: me, indicator_id: null, until: '2026-01-31' }]))).toEqual(['t25', 'j25'])
})
