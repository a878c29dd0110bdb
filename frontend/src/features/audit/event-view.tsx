import { Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AuditEvent } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { Parts } from '../../ui/changes/parts'
import { SummaryList } from '../../ui/summary-list'
import { EventDetails } from './event-details'
import { ObjectName } from './object-name'
import { useActionWords } from './words'

/** One deed: who, what, to which thing, why, and what it changed. */
export function EventView({ event }: { event: AuditEvent }) {
  const { t } = useTranslation(['audit', 'history'])
  const language = useLanguage()
  const words = useActionWords()
  const { actor, object_id, request_id } = event
  return (
    <>
      <SummaryList
        items={[
          { term: t('audit:at'), value: datetime(language, event.at) },
          {
            term: t('audit:actor'),
            value: actor ? (
              <Link to="/audit" search={{ actor: actor.id }}>
                {actor.name ?? t('history:somebody')}
              </Link>
            ) : (
              t('audit:nobody')
            ),
          },
          { term: t('audit:through'), value: event.on_behalf_of },
          {
            term: t('audit:method'),
            value:
              event.method && t(`audit:methods.${event.method}` as never, { defaultValue: event.method }),
          },
          { term: t('audit:kind'), value: t(`audit:kinds.${event.kind}`) },
          {
            term: t('audit:action'),
            value: (
              <Link to="/audit" search={{ action: event.action }}>
                {words(event.action)}
              </Link>
            ),
          },
          {
            term: t('audit:outcome'),
            value: [t(`audit:outcomes.${event.outcome}`), event.code].filter(Boolean).join(' · '),
          },
          {
            term: t('audit:object'),
            value: object_id && (
              <>
                <ObjectName event={event} />{' '}
                <Link to="/audit" search={{ object: object_id }} className="small">
                  {t('audit:all_of_it')}
                </Link>
              </>
            ),
          },
          { term: t('history:reason'), value: event.reason },
          { term: t('audit:request'), value: request_id && <code>{request_id}</code> },
        ]}
      />
      {event.details && <EventDetails details={event.details} />}
      {event.parts.length > 0 && (
        <section className="history-parts">
          <Heading level="2" size="small" spacing>
            {t('audit:changed')}
          </Heading>
          <Parts parts={event.parts} references={event.references} of={object_id ?? undefined} />
          {event.rows > event.parts.length && (
            <p className="subtle">{t('audit:more_rows', { count: event.rows - event.parts.length })}</p>
          )}
        </section>
      )}
    </>
  )
}
