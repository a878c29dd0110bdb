import type { ThreadOut } from '../../api/notifications/types.gen'

export interface Day {
  /** As `2026-11-22`, where the reader is. */
  day: string
  threads: ThreadOut[]
}

export function localDay(moment: string | Date): string {
  const date = new Date(moment)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The threads under the day of their newest, or on which that came back; their order stays. */
export function byDay(threads: readonly ThreadOut[]): Day[] {
  const days: Day[] = []
  for (const thread of threads) {
    const day = localDay(thread.newest.returned_at ?? thread.newest.occurred_at)
    const last = days.at(-1)
    if (last?.day === day) last.threads.push(thread)
    else days.push({ day, threads: [thread] })
  }
  return days
}

/** How many calendar days before `now`; a day of 23 or 25 hours counts as one. */
export function daysBefore(day: string, now: Date): number {
  const days = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
  return days(localDay(now)) - days(day)
}

/** The start of a day that many days after `now`, where the reader is. */
export function dayAfter(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
}

/** How many days until the next Monday; on a Monday the one after. */
export const daysToMonday = (now: Date): number => 7 - ((now.getDay() + 6) % 7)
