import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { money } from '../lib/format'

export interface ErrorText {
  title: string
  /** As the service wrote it: in English. */
  detail?: string
}

/** Those of rare pages are fetched with their other texts. */
const ns: ('errors' | 'refusals')[] = ['errors', 'refusals']
/** How much, how many, or where in a text it is wrong, only the service's own sentence tells: money with its currency. */
function told(language: string, message: string | undefined) {
  const [, figure = '', currency] = message?.match(/(\d+(?:\.\d+)?)(?: ([A-Z]{3})\b)?/) ?? []
  return { ns, at: currency ? money(language, figure, currency) : figure }
}

/** What went wrong in the reader's words: by the problem's code, else by its status, else what the service said. */
export function useErrorText(): (error: unknown) => ErrorText {
  const { t, i18n } = useTranslation('errors')
  return (error) => {
    if (!isApiError(error)) return { title: t('problem.unexpected') }
    const { code, status, detail, title } = error.problem
    const known = `problem.${code}`
    const byStatus = `status.${status}`
    if (i18n.exists(known, { ns }))
      return { title: t(known as 'problem.unexpected', told(i18n.language, detail)), detail }
    if (i18n.exists(byStatus, { ns: 'errors' })) return { title: t(byStatus as 'status.404'), detail }
    return { title: detail || title || t('problem.unexpected') }
  }
}

/** What is wrong with one field; `code` is the service's or the form's own. */
export function useFieldErrorText(): (code: string | undefined, message?: string) => string {
  const { t, i18n } = useTranslation('errors')
  return (code, message) => {
    const known = `field.${code}`
    if (code && i18n.exists(known, { ns })) return t(known as 'field.invalid', told(i18n.language, message))
    return message && message !== 'Invalid input' ? message : t('field.invalid')
  }
}
