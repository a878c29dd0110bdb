import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { showError } from '../../../ui/toast'
import { useModel } from './context'
import { isSettled, statusOf } from './grid-model'
import { type Step, takeSteps } from './take-steps'
import { useCodeText } from './use-reason'
import { FROM } from './waiting'

/** The steps that one may take here, as the service says. */
export const StepsContext = createContext<readonly Step[]>([])
export const useSteps = (): readonly Step[] => useContext(StepsContext)

/** Says in words what was done last, where it is read and heard. */
export const TellContext = createContext<(text: string) => void>(() => undefined)

/** The steps that this value can take now, and one may. */
export function possible(
  cell: Parameters<typeof statusOf>[0] & Parameters<typeof isSettled>[0],
  steps: readonly Step[],
): Step[] {
  const status = statusOf(cell)
  return status && isSettled(cell) ? steps.filter((step) => FROM[step].includes(status)) : []
}

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
