import { useTranslation } from 'react-i18next'
import { useFieldErrorText } from '../../../ui/error-text'
import type { Cell } from './grid-model'

/** Why what was typed is not stored, in words; undefined where nothing is wrong with it. */
export function useReason({ state, problem, message }: Cell): string | undefined {
  const { t } = useTranslation('values')
  const say = useFieldErrorText()
  if (state !== 'invalid' && state !== 'refused') return undefined
  const ours = problem === 'cannot_empty' || problem === 'not_a_number'
  return ours ? t(`problem.${problem}`) : say(problem, message)
}
