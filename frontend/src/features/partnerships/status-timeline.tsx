import { useTranslation } from 'react-i18next'
import type { PartnershipOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { LocalisedView } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'

/** How the partnership stood, newest first; the entry that holds on the shown day is marked. */
export function StatusTimeline({ partnership }: { partnership: PartnershipOut }) {
  const { t } = useTranslation('partnerships')
  const language = useLanguage()
  const current = partnership.status?.id
  return (
    <ol className="status-timeline" reversed>
      {partnership.statuses.toReversed().map(({ id, status, valid_from, reason, created_at }) => (
        <li key={id} aria-current={id === current ? 'true' : undefined} data-status={status}>
          <div className="status-timeline__head">
            <time dateTime={valid_from}>{dat(language, valid_from)}</time>
            <StatusTag status={status} label={t(`statuses.${status}`)} />
            {id === current && <span className="small subtle">{t('now')}</span>}
          </div>
          {reason && <LocalisedView as="p" className="flush" text={reason} />}
          <p className="flush small subtle">{t('history_recorded', { day: dat(language, created_at) })}</p>
        </li>
      ))}
    </ol>
  )
}
