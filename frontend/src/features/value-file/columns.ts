import type { FrameworkOut } from '../../api/indicators/types.gen'
import { pickText } from '../../lib/languages'

/** What a row of a file may say, as the service calls it; names that go together stand together. */
export const columns = [
  ['period_id', 'period_id'],
  ['days', 'indicator_id, starts_on, ends_on'],
  ['place', 'place_id'],
  ['value', 'value'],
  ['state', 'state'],
  ['share', 'numerator, denominator'],
  ['words', 'text'],
  ['comment', 'comment'],
  ['reason', 'reason'],
  ['version', 'version'],
] as const

/** The periods that values are said of: what formulas tell, nobody says. */
const periodsOf = ({ results }: FrameworkOut) =>
  results
    .flatMap(({ indicators }) => indicators)
    .filter(({ kind }) => kind !== 'formula')
    .flatMap((indicator) => indicator.periods.map((period) => ({ indicator, period })))

/** With commas, as the service reads them: a row for each period, where the value is to be written. */
export function emptyFile(framework: FrameworkOut): string {
  const rows = periodsOf(framework).map(
    ({ indicator, period }) => `${indicator.id},${period.starts_on},${period.ends_on},,,`,
  )
  return `${['indicator_id,starts_on,ends_on,value,state,comment', ...rows].join('\r\n')}\r\n`
}

/** The same periods with their names, for people. */
export const periodList = (framework: FrameworkOut, language: string): string[][] =>
  periodsOf(framework).map(({ indicator, period }) => [
    pickText(indicator.title, language, indicator.original_language)?.text ?? '',
    period.starts_on,
    period.ends_on,
    indicator.id,
    period.id,
  ])
