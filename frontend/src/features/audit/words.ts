import { useTranslation } from 'react-i18next'

/** An operation of a service's contract, or a job, in words. */
export function useActionWords(): (action: string) => string {
  const { t } = useTranslation('actions')
  return (action) => t(`did.${action}` as never, { defaultValue: action })
}

/** What kind of thing something was done to. */
export function useTypeWords(): (type: string) => string {
  const { t } = useTranslation(['history', 'audit'])
  return (type) => t([`history:parts.${type}`, `audit:parts.${type}`] as never, { defaultValue: type })
}
