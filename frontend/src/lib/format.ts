import { bosnianTag, inBosnian } from './bosnian-dates'

const tags: Record<string, string> = { en: 'en-GB', nb: 'nb-NO', bs: bosnianTag, pl: 'pl-PL' }
const made = new Map<string, unknown>()

/** Making an Intl object is slow: one for each language and set of options is kept. */
function kept<T>(kind: string, language: string, options: object, make: (tag: string) => T): T {
  const key = `${kind} ${language} ${JSON.stringify(options)}`
  const found = made.get(key) as T | undefined
  if (found !== undefined) return found
  const fresh = make(tags[language] ?? language)
  made.set(key, fresh)
  return fresh
}

type Decimal = string | number | bigint

/** `value` may be a decimal string of any length: it is never turned into a binary float. */
export function num(language: string, value: Decimal, options: Intl.NumberFormatOptions = {}): string {
  const format = kept('number', language, options, (tag) => new Intl.NumberFormat(tag, options))
  return format.format(value as Intl.StringNumericLiteral)
}

/** An amount as it is read in a table: no decimals when there are none. */
export function money(language: string, amount: string | number, currency?: string): string {
  const whole = /^-?\d+(\.0*)?$/.test(String(amount))
  const digits = whole ? 0 : 2
  const text = num(language, amount, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return currency ? `${text}\u00a0${currency}` : text
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** A date without a time has no zone: it is the same day everywhere. */
export function dat(
  language: string,
  value: string | Date,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' },
): string {
  const dayOnly = typeof value === 'string' && day.test(value)
  const all = dayOnly ? { ...options, timeZone: 'UTC' } : options
  const format = kept('date', language, all, (tag) => new Intl.DateTimeFormat(tag, all))
  const date = typeof value === 'string' ? new Date(value) : value
  return language === 'bs' ? inBosnian(format.formatToParts(date)) : format.format(date)
}

/** From one day to another, with what they share said once: "Jan – Jun 2006". */
export function datRange(
  language: string,
  from: string,
  to: string,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' },
): string {
  const all = { ...options, timeZone: 'UTC' }
  const format = kept('date', language, all, (tag) => new Intl.DateTimeFormat(tag, all))
  const range = [new Date(from), new Date(to)] as const
  return language === 'bs' ? inBosnian(format.formatRangeToParts(...range)) : format.formatRange(...range)
}

export const datetime = (language: string, value: string | Date): string =>
  dat(language, value, { dateStyle: 'medium', timeStyle: 'short' })

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 hours ago"; give the exact time beside it (title or a time element). */
export function ago(language: string, value: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(value).getTime() - now.getTime()) / 1000
  const options = { numeric: 'auto' } as const
  const format = kept('ago', language, options, (tag) => new Intl.RelativeTimeFormat(tag, options))
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit)
  }
  return format.format(0, 'second')
}

export function list(language: string, items: readonly string[]): string {
  const options = { type: 'conjunction' } as const
  return kept('list', language, options, (tag) => new Intl.ListFormat(tag, options)).format(items)
}

const spaces = /[\s\u00a0\u202f']/g

/**
 * A number as people type it (`1 234,5`, `1.234,5`, `1,234.5`) as a decimal string, or undefined.
 * One mark followed by three digits is ambiguous: it is read as the language reads it.
 */
export function parseDecimal(typed: string, language: string): string | undefined {
  const text = typed.replace(spaces, '').replace('\u2212', '-')
  if (!/^-?[\d.,]+$/.test(text) || !/\d/.test(text)) return undefined
  const mark = decimalMark(text, language)
  const [whole = '', fraction = '', ...rest] = mark ? text.split(mark) : [text]
  if (rest.length > 0 || /[.,]/.test(fraction)) return undefined
  const grouped = whole.replaceAll(/[.,]/g, '')
  if (/[.,]/.test(whole) && !/^-?\d{1,3}([.,]\d{3})+$/.test(whole)) return undefined
  const digits = grouped === '' || grouped === '-' ? `${grouped}0` : grouped
  return fraction ? `${digits}.${fraction}` : digits
}

function decimalMark(text: string, language: string): '.' | ',' | undefined {
  const dot = text.lastIndexOf('.')
  const comma = text.lastIndexOf(',')
  if (dot < 0 && comma < 0) return undefined
  if (dot >= 0 && comma >= 0) return dot > comma ? '.' : ','
  const mark = dot >= 0 ? '.' : ','
  if (text.split(mark).length > 2) return undefined
  const grouping = /^-?\d{1,3}[.,]\d{3}$/.test(text)
  return grouping && mark !== ownMark(language) ? undefined : mark
}

const ownMark = (language: string): '.' | ',' => (language === 'en' ? '.' : ',')

/** How far away a day is: "in 3 days", "today"; a day has no zone, today is the reader's. */
export function inDays(language: string, day: string, now: Date = new Date()): string {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  const options = { numeric: 'auto' } as const
  const format = kept('ago', language, options, (tag) => new Intl.RelativeTimeFormat(tag, options))
  return format.format(Math.round((Date.parse(`${day}T00:00:00Z`) - today) / 86_400_000), 'day')
}
