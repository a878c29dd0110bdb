import { BodyShort } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { PersonRequestOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, datetime } from '../../lib/format'
import { StatusTag } from '../../ui/status-tag'
import { FetchCopy } from './fetch-copy'
import { stateTones } from './states'

/** What was asked for, how far it has come, and the file where there is one. */
export function RequestList({ requests }: { requests: PersonRequestOut[] }) {
  const { t } = useTranslation('privacy')
  const language = useLanguage()
  return (
    <ul className="privacy-requests" aria-label={t('requests.label')}>
      {requests.map((request) => (
        <li key={request.id}>
          <span>{t(`kind.${request.kind}`)}</span>
          <StatusTag
            status={request.state}
            tone={stateTones[request.state]}
            label={t(`state.${request.state}`)}
          />
          <span className="subtle">{datetime(language, request.created_at)}</span>
          {request.state === 'running' && <Progress request={request} />}
          {request.file_until && (
            <FetchCopy
              request={request}
              label={t('export.fetch', { day: dat(language, request.file_until) })}
            />
          )}
          {request.refusal && (
            <BodyShort size="small">{t('refused_because', { why: request.refusal })}</BodyShort>
          )}
        </li>
      ))}
    </ul>
  )
}

export function Progress({ request }: { request: PersonRequestOut }) {
  const { t } = useTranslation('privacy')
  const done = request.parts.filter((part) => part.done_at).length
  return (
    <span role="status" className="subtle">
      {t('progress', { done, total: request.parts.length })}
    </span>
  )
}
