import { Field, type ImportState, type Outcome } from '../../api/registry/types.gen'
import type { Tone } from '../../ui/status-tag'

type State = ImportState
export const fields: readonly Field[] = Object.values(Field)
export const needed: readonly Field[] = ['project_code', 'project_title', 'year', 'amount', 'funder']

export const stateTones: Record<State, Tone> = {
  uploaded: 'neutral',
  analysing: 'info',
  analysed: 'accent',
  committing: 'info',
  committed: 'success',
  undoing: 'info',
  undone: 'neutral',
  cancelled: 'neutral',
  failed: 'danger',
}

export const outcomeTones: Record<Outcome, Tone> = {
  create: 'success',
  match: 'info',
  unchanged: 'neutral',
  refuse: 'danger',
}

export const steps = ['upload', 'columns', 'check', 'commit'] as const
export type Step = (typeof steps)[number]

/** Which step of the wizard an import in this state is at. */
export function stepOf(state: State): Step {
  if (state === 'committing' || state === 'committed' || state === 'undoing' || state === 'undone') {
    return 'commit'
  }
  return state === 'analysing' || state === 'analysed' ? 'check' : 'columns'
}
