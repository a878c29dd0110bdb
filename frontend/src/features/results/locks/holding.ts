import type { FrameworkOut, LockOut, PeriodOut } from '../../../api/indicators/types.gen'

function excepts(lock: LockOut, indicatorId: string, accountId: string, today: string): boolean {
  return lock.exceptions.some(
    (one) =>
      one.until >= today &&
      (one.indicator_id === null || one.indicator_id === indicatorId) &&
      (one.person === null || one.person.id === accountId),
  )
}

/** The lock that keeps this person from saying more of each period, by the period's id. */
export function heldPeriods(
  framework: FrameworkOut,
  locks: readonly LockOut[],
  accountId: string,
  // As the service counts days.
  today = new Date().toISOString().slice(0, 10),
): ReadonlyMap<string, LockOut> {
  const held = new Map<string, LockOut>()
  if (locks.length === 0) return held
  const touches = (lock: LockOut, { starts_on, ends_on }: PeriodOut) =>
    starts_on <= lock.ends_on && ends_on >= lock.starts_on
  for (const { id, periods } of framework.results.flatMap(({ indicators }) => indicators)) {
    for (const period of periods) {
      const lock = locks.find((one) => touches(one, period) && !excepts(one, id, accountId, today))
      if (lock) held.set(period.id, lock)
    }
  }
  return held
}
