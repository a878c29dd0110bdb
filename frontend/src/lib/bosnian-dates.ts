/**
 * Browsers know few forms of Bosnian: Chromium writes `2005 M01 1` and `1,234.5`.
 * Croatian as used in Bosnia and Herzegovina has the same numbers, order and days;
 * only the months have other names.
 */
export const bosnianTag = 'hr-BA'

const months = [
  'januar',
  'februar',
  'mart',
  'april',
  'maj',
  'juni',
  'juli',
  'august',
  'septembar',
  'oktobar',
  'novembar',
  'decembar',
]

let names: Map<string, string> | undefined

/** From each form of a Croatian month to the Bosnian one. */
function monthNames(): Map<string, string> {
  if (names) return names
  names = new Map()
  const inDate = new Intl.DateTimeFormat(bosnianTag, { dateStyle: 'long', timeZone: 'UTC' })
  const forms = (['long', 'short'] as const).map((month) => ({
    month,
    format: new Intl.DateTimeFormat(bosnianTag, { month, timeZone: 'UTC' }),
  }))
  for (const [index, name] of months.entries()) {
    const date = new Date(Date.UTC(2026, index, 1))
    for (const { month, format } of forms) {
      names.set(format.format(date), month === 'short' ? name.slice(0, 3) : name)
    }
    const genitive = inDate.formatToParts(date).find(({ type }) => type === 'month')
    if (genitive) names.set(genitive.value, name)
  }
  return names
}

export function inBosnian(parts: readonly { type: string; value: string }[]): string {
  const known = monthNames()
  return parts.map(({ type, value }) => (type === 'month' ? (known.get(value) ?? value) : value)).join('')
}
