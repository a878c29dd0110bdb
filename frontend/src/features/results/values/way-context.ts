import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { showError } from '../../../ui/toast'
import { useModel } from './context'
import { isSettled, type Status, statusOf } from './grid-model'
import { type Step, takeSteps } from './take-steps'
import { useCodeText } from './use-reason'
import type { Ways } from './waiting'

/** The steps that one may take here, as the service says. */
export const WaysContext = createContext<Ways>({})
export const useWays = (): Ways => useContext(WaysContext)

/** Says in words what was done last, where it is read and heard. */
export const TellContext = createContext<(text: string) => void>(() => undefined)

/** The steps that this value can take now, and one may. */
export function possible(
  cell: Parameters<typeof statusOf>[0] & Parameters<typeof isSettled>[0],
  ways: Ways,
): Step[] {
  const status = statusOf(cell)
  return status && isSettled(cell) ? stepsFrom(ways, status) : []
}

export const stepsFrom = (ways: Ways, status: Status): Step[] =>
  Object.entries(ways).flatMap(([step, from]) => (from.includes(status) ? [step as Step] : []))

/** Takes one step with one value, and says how it went; whether it did. */
export function useTakeStep(): (
  period: string,
  step: Step,
  reason?: string,
  entry?: string,
) => Promise<boolean> {
  const { t } = useTranslation('values')
  const model = useModel()
  const say = useCodeText()
  const tell = useContext(TellContext)
  return async (period, step, reason = '', named?: string) => {
    const entry = named ?? model.get(period).period?.current?.id
    if (!entry) return false
    const { done, refused } = await takeSteps(model, [{ period, entry }], step, reason)
    const [first] = refused
    if (first) showError(say(first.code, first.message))
    else tell(t(`way.done.${step}`, { count: done }))
    return done > 0
  }
}
