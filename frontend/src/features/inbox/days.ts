import type { NotificationOut } from '../../api/notifications/types.gen'

export interface Day {
  /** As `2026-11-22`, where the reader is. */
  day: string
  items: NotificationOut[]
}

export function localDay(moment: string | Date): string {
  const date = new Date(moment)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The notifications under the day on which it happened; their order stays. */
export function byDay(items: readonly NotificationOut[]): Day[] {
  const days: Day[] = []
  for (const item of items) {
    const day = localDay(item.occurred_at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

/** How many calendar days before `now`; a day of 23 or 25 hours counts as one. */
export function daysBefore(day: string, now: Date): number {
  const days = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000
  return days(localDay(now)) - days(day)
}
