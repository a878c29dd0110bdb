import { useTranslation } from 'react-i18next'
import { useFieldErrorText } from '../../../ui/error-text'
import type { Cell } from './grid-model'

/** What the service or the grid says no with, in words: by its code, else as the service wrote it. */
export function useCodeText(): (code: string | undefined, message?: string) => string {
  const { t, i18n } = useTranslation(['values', 'errors'])
  const ofField = useFieldErrorText()
  return (code, message) => {
    const own = `problem.${code}`
    if (code && i18n.exists(own, { ns: 'values' })) return t(own as 'problem.not_a_number')
    const said = ofField(code, message)
    const whole = i18n.exists(own, { ns: 'errors' }) && !i18n.exists(`field.${code}`, { ns: 'errors' })
    return whole ? t(`errors:${own as 'problem.unexpected'}`) : said
  }
}

/** Why what was typed is not stored, in words; undefined where nothing is wrong with it. */
export function useReason({ state, problem, message }: Cell): string | undefined {
  const { t } = useTranslation('values')
  const say = useCodeText()
  if (state === 'unexplained') return t('problem.unexplained')
  return state === 'invalid' || state === 'refused' ? say(problem, message) : undefined
}
