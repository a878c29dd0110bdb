import { useTranslation } from 'react-i18next'
import type { MailTemplateOut } from '../../api/notifications/types.gen'
import { isApiError } from '../../api/problem'

export interface Words {
  subject: string
  body: string
}

/** What one begins with: what was begun, else what is sent now. */
export const begun = ({ draft, published, shipped }: MailTemplateOut): Words => {
  const { subject, body } = draft ?? published ?? shipped
  return { subject, body }
}

export const same = (a: Words, b: Words): boolean => a.subject === b.subject && a.body === b.body

const reasons = [
  'unknown_placeholder',
  'template_syntax',
  'template_not_allowed',
  'template_too_complex',
  'template_too_long',
  'template_empty',
] as const

/** Why a text cannot be used, in words; `names` is what of it. */
export function useReason(): (code: string, names?: string) => string {
  const { t } = useTranslation('mail_texts')
  return (code, names = '') => {
    const known = reasons.find((one) => one === code)
    return known ? t(`wrong.${known}`, { names }) : t('wrong.missing')
  }
}

/** What is wrong with the subject and with the body, as the service says. */
export function useWrong(): (error: unknown) => Partial<Record<keyof Words, string>> {
  const reason = useReason()
  return (error) => {
    if (!isApiError(error)) return {}
    const wrong: Partial<Record<keyof Words, string>> = {}
    for (const { loc, code, message } of error.problem.fields) {
      const field = loc.at(-1)
      if (field === 'subject' || field === 'body') wrong[field] = reason(code, message)
    }
    return wrong
  }
}
