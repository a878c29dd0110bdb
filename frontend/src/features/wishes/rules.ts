import type { PreferenceRule } from '../../api/notifications/types.gen'

export type Rule = PreferenceRule
export type Mode = Rule['mode']
export type Channel = Rule['channel']

interface Place {
  topic: string
  channel: Channel
  programme_id?: string | null
}

const same = (rule: Place, at: Place) =>
  rule.topic === at.topic &&
  rule.channel === at.channel &&
  (rule.programme_id ?? null) === (at.programme_id ?? null)

/** What was said of this very place. */
export const modeAt = (rules: readonly Rule[], at: Place): Mode | undefined =>
  rules.find((rule) => same(rule, at))?.mode

/** The rules with another word on this place, or with none. */
export function withMode(rules: readonly Rule[], at: Place, mode: Mode | undefined): Rule[] {
  const others = rules.filter((rule) => !same(rule, at))
  return mode === undefined ? others : [...others, { ...at, mode }]
}
