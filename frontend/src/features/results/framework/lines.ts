import type { Line } from '../../../api/indicators/types.gen'
import type { Language } from '../../../lib/languages'
import { type Kind, kinds } from '../kinds'

/** "Output: Staff are trained" → its level; a hyphen makes an indicator of the result above. */
export function linesOf(
  pasted: string,
  language: Language,
  otherwise: Kind,
  nameOf: (kind: Kind) => string[],
): Line[] {
  return pasted
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 500)
    .map((line) => {
      const indicator = line.match(/^[-–•*]\s+(.*)$/)?.[1]
      if (indicator) return indicatorLine({ [language]: indicator })
      const [, level = '', words = ''] = line.match(/^([^:\t]{1,40})[:\t]\s*(.+)$/) ?? []
      const kind = kinds.find((one) => nameOf(one).some((name) => same(name, level)))
      return resultLine(kind ?? otherwise, { [language]: kind ? words : line }, language)
    })
}

const same = (one: string, other: string) => one.toLocaleLowerCase() === other.trim().toLocaleLowerCase()

export const resultLine = (
  kind: Kind,
  title: Partial<Record<Language, string>>,
  language: Language,
  leadsTo: number[] = [],
): Line => ({ kind, leads_to: leadsTo, fields: { title, original_language: language } })

export const indicatorLine = (title: Partial<Record<Language, string>>): Line => ({
  kind: 'indicator',
  fields: { title, unit: 'number', direction: 'increase' },
})
