import { Alert } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAuditSealsOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'

/** How far the log is sealed, and whether the last check found it intact. */
export function SealNote() {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  const { data } = useQuery({ ...getAuditSealsOptions(), refetchInterval: 30_000 })
  if (!data) return null
  const check = data.last_check
  const broken = check !== null && !check.intact
  return (
    <Alert variant={broken ? 'error' : 'info'} size="small" className="history-note">
      {data.sealed_at
        ? t('sealed', { number: data.number, at: datetime(language, data.sealed_at) })
        : t('not_sealed')}{' '}
      {t('unsealed', { count: data.unsealed_events })}{' '}
      {check
        ? t(check.intact ? 'intact' : 'broken', {
            at: datetime(language, check.at),
            finding: check.finding ?? '',
          })
        : t('not_checked')}
    </Alert>
  )
}
