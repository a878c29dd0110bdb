import { dat, datRange } from '../../lib/format'

interface Days {
  starts_on: string
  ends_on: string
}

const year = (day: string) => day.slice(0, 4)

const isYear = ({ starts_on, ends_on }: Days) =>
  year(starts_on) === year(ends_on) && starts_on.endsWith('-01-01') && ends_on.endsWith('-12-31')

/** Day 0 of the next month is the last one of this. */
const endsMonth = (day: string) =>
  new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate() ===
  Number(day.slice(8))

/** As short as it can be said: "2006", "Jun 2004 – Dec 2006", or both days. */
export function periodName(language: string, days: Days): string {
  if (isYear(days)) return year(days.starts_on)
  const months = days.starts_on.endsWith('-01') && endsMonth(days.ends_on)
  return datRange(
    language,
    days.starts_on,
    days.ends_on,
    months ? { month: 'short', year: 'numeric' } : { dateStyle: 'medium' },
  )
}

/** Under a chart there is room for the end only. */
export const periodTick = (language: string, days: Days): string =>
  isYear(days) ? year(days.starts_on) : dat(language, days.ends_on, { month: 'short', year: 'numeric' })

/** The same time one step later, to be offered for the next period. */
export function following(days: Days): Days {
  if (endsMonth(days.ends_on) && days.starts_on.endsWith('-01')) {
    const months =
      (Number(year(days.ends_on)) - Number(year(days.starts_on))) * 12 +
      Number(days.ends_on.slice(5, 7)) -
      Number(days.starts_on.slice(5, 7)) +
      1
    const [y, m] = [Number(year(days.ends_on)), Number(days.ends_on.slice(5, 7))]
    return { starts_on: iso(Date.UTC(y, m, 1)), ends_on: iso(Date.UTC(y, m + months, 0)) }
  }
  const day = 86_400_000
  const end = Date.parse(days.ends_on)
  return {
    starts_on: iso(end + day),
    ends_on: iso(end + day + end - Date.parse(days.starts_on)),
  }
}

const iso = (time: number) => new Date(time).toISOString().slice(0, 10)
