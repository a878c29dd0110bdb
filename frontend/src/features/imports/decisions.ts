import type { NameDecision, NameDecisionOut, NameOut, OrganisationKind } from '../../api/registry/types.gen'

/** What a select holds: `match:<id>`, `create:<kind>`, `component`, `ignore`, `other`, or nothing. */
export type Choice = string

type Key = Pick<NameOut, 'text' | 'country_code'>

export const keyOf = ({ text, country_code }: Key): string => `${country_code ?? ''}\n${text}`

export function decisionOf(name: Key, choice: Choice): NameDecision | undefined {
  const [action, value] = choice.split(':')
  const about = { text: name.text, country_code: name.country_code }
  if (action === 'match' && value) return { ...about, action, organisation_id: value }
  if (action === 'create' && value) return { ...about, action, kind: value as OrganisationKind }
  if (action === 'component' || action === 'ignore') return { ...about, action }
  return undefined
}

/** Newer decisions take the place of older ones on the same name. */
export function merged(older: readonly NameDecisionOut[], newer: readonly NameDecision[]): NameDecision[] {
  const all = new Map<string, NameDecision>()
  for (const one of [...older, ...newer]) {
    all.set(keyOf({ text: one.text, country_code: one.country_code ?? null }), one)
  }
  return [...all.values()]
}
