import { stepEntries } from '../../../api/indicators/sdk.gen'
import type { StepIn } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import type { GridModel } from './grid-model'

export type Step = StepIn['status']

/** One entry that is to come further, and the cell that it stands in. */
export interface Stepped {
  period: string
  entry: string
}

export interface NotStepped {
  period: string
  code: string
  message: string
}

export interface StepsTold {
  done: number
  refused: NotStepped[]
}

/** So many at once, so that one sees how it goes on. */
const AT_ONCE = 200

/**
 * Takes a step with each of them on its own; what is refused stops no other. What nobody answered
 * about is told as not done: it can be tried again, for a step that was taken is refused and not repeated.
 */
export async function takeSteps(
  model: GridModel,
  items: readonly Stepped[],
  step: Step,
  reason: string,
  onProgress: (done: number) => void = () => undefined,
): Promise<StepsTold> {
  const told: StepsTold = { done: 0, refused: [] }
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const some = items.slice(from, from + AT_ONCE)
    try {
      const steps = some.map(({ entry }) => ({
        entry_id: entry,
        status: step,
        ...(reason ? { reason } : {}),
      }))
      const { data } = await stepEntries({ body: { steps }, throwOnError: true })
      model.together(() => {
        for (const [place, { outcome, code, message }] of data.steps.entries()) {
          const { period = '', entry = '' } = some[place] ?? {}
          if (outcome === 'done') {
            told.done++
            model.moved(period, entry, step)
          } else told.refused.push({ period, code: code ?? 'invalid', message: message ?? '' })
        }
      })
    } catch (error) {
      const { code, detail } = isApiError(error) ? error.problem : { code: 'unreachable', detail: '' }
      told.refused.push(...some.map(({ period }) => ({ period, code, message: detail })))
    }
    onProgress(Math.min(items.length, from + AT_ONCE))
  }
  return told
}
