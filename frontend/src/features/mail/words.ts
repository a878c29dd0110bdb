import { useTranslation } from 'react-i18next'
import type { MailMessageOut } from '../../api/registry/types.gen'
import type { Tone } from '../../ui/status-tag'

export const tones: Record<MailMessageOut['state'], Tone> = {
  waiting: 'info',
  sent: 'success',
  refused: 'danger',
  expired: 'neutral',
}

/** What a mail is about; a kind that is newer than these words is a notice. */
export function useKindWords(): (kind: string) => string {
  const { t, i18n } = useTranslation('mail')
  return (kind) =>
    i18n.exists(`kind.${kind}`, { ns: 'mail' }) ? t(`kind.${kind}` as 'kind.test') : t('kind.other')
}

const unreachable = /Connect|Timeout|gaierror|OSError/
const refusedSignIn = /^(530|534|535|538)$|Authentication/

/** Why it was not taken, in words; the server's code stays for who runs that server. */
export function useFailureWords(): (failure: string) => string {
  const { t } = useTranslation('mail')
  return (code) => {
    if (refusedSignIn.test(code)) return t('failure.sign_in', { code })
    if (unreachable.test(code)) return t('failure.unreachable', { code })
    if (/^55[0-4]$/.test(code)) return t('failure.address', { code })
    return t('failure.answer', { code })
  }
}
