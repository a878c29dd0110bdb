import type { DeadlineRule, DeadlineRulesOut, Step } from '../../api/notifications/types.gen'

export type Rules = Record<string, { steps: Step[]; usual: Step[]; isDefault: boolean }>

export const rulesOf = ({ rules }: DeadlineRulesOut): Rules =>
  Object.fromEntries(
    rules.map(({ kind, steps, default_steps, is_default }: DeadlineRule) => [
      kind,
      { steps, usual: default_steps, isDefault: is_default },
    ]),
  )

export const sameStep = (one: Step, other: Step) => one.days === other.days && one.to === other.to

/** In the order in which they come; a step that is there already stays the only one. */
export function withStep(steps: readonly Step[], step: Step): Step[] {
  const rest = steps.filter((one) => !sameStep(one, step))
  return [...rest, step].sort((a, b) => a.days - b.days || a.to.localeCompare(b.to))
}

/** What the programme lays down itself; the rest goes by the default. */
export const ownRules = (rules: Rules): Record<string, Step[]> =>
  Object.fromEntries(
    Object.entries(rules).flatMap(([kind, { steps, isDefault }]) => (isDefault ? [] : [[kind, steps]])),
  )
