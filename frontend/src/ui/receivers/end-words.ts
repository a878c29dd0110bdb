import { useTranslation } from 'react-i18next'

const known = [
  'timeout',
  'address_refused',
  'name_unknown',
  'encryption_failed',
  'bad_answer',
  'connection_failed',
  'redirected',
  'not_readable',
  'expired',
  'sender_lost',
  'no_secret_key',
] as const

/** Why a receiver did not take it, in words; its own code stays for who runs it. */
export function useEndWords(): (code: string) => string {
  const { t } = useTranslation('webhooks')
  return (code) => {
    const one = known.find((name) => name === code)
    if (one) return t(`end.${one}`)
    const status = /^http_(\d+)$/.exec(code)?.[1]
    return status ? t('end.answered', { status }) : code
  }
}
