import { Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { DeadlineRulesBody, Step } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { aheadQuery } from './queries'

interface AheadProps {
  programmeId: string | undefined
  body: DeadlineRulesBody
}

/** How many messages the steps on screen would bring, and to how many people, before they are kept. */
export function Ahead({ programmeId, body }: AheadProps) {
  const { t } = useTranslation('reminders')
  const language = useLanguage()
  const asked = useQuery({ ...aheadQuery(programmeId, body), placeholderData: keepPreviousData })
  const { data, error, refetch } = asked
  const counts = (one: { messages: number; people: number }) => ({
    messages: t('ahead.messages', { count: one.messages }),
    people: t('ahead.people', { count: one.people }),
  })
  return (
    <section aria-labelledby="reminders-ahead" aria-busy={asked.isFetching} className="reminders-ahead">
      <h2 id="reminders-ahead">{t('ahead.title')}</h2>
      {error && <InlineError error={error} retry={refetch} />}
      {!data && !error && <Skeleton variant="rounded" height="3rem" />}
      {data && (
        <>
          <p className="flush" role="status">
            {data.messages === 0
              ? t('ahead.none')
              : t('ahead.all', { day: dat(language, data.until), ...counts(data) })}
          </p>
          <dl>
            {data.ahead.map((one) => (
              <div key={`${one.kind} ${one.to}`}>
                <dt>
                  {t('ahead.group', {
                    kind: t(`kind.${one.kind as 'values_due'}`),
                    to: t(`to.${one.to as Step['to']}`),
                  })}
                </dt>
                <dd>{t('ahead.of_group', counts(one))}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  )
}
