import { LocalAlert } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { WebhookOut } from '../../api/notifications/types.gen'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { dat, datetime } from '../../lib/format'
import { usePickText } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'
import { useEventWords } from './words'
import '../../ui/receivers/receivers.css'
import './webhooks.css'

/** Where to and of what it tells, and how it is doing. */
export function WebhookSummary({ webhook }: { webhook: WebhookOut }) {
  const { t } = useTranslation('webhooks')
  const language = useLanguage()
  const words = useEventWords()
  const programme = useProgrammeName(webhook.programme_id)
  const moment = (value: string | null) => value && datetime(language, value)
  return (
    <>
      {webhook.disabled_because && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="h2">{t(`off_because.${webhook.disabled_because}`)}</LocalAlert.Title>
          </LocalAlert.Header>
        </LocalAlert>
      )}
      <SummaryList
        items={[
          { term: t('url'), value: <span className="webhook-url">{webhook.url}</span> },
          { term: t('programme'), value: webhook.programme_id ? programme : t('all_programmes') },
          {
            term: t('events'),
            value: (
              <ul className="plain-list receiver-topics">
                {webhook.event_types.map((type) => (
                  <li key={type}>{words(type)}</li>
                ))}
              </ul>
            ),
          },
          {
            term: t('secrets'),
            value: (
              <ul className="plain-list">
                {webhook.secrets.map(({ id, created_at, ends_at }) => (
                  <li key={id}>
                    {ends_at
                      ? t('secret_until', {
                          made: dat(language, created_at),
                          end: datetime(language, ends_at),
                        })
                      : t('secret_since', { made: dat(language, created_at) })}
                  </li>
                ))}
              </ul>
            ),
          },
          { term: t('last_success'), value: moment(webhook.last_success_at) ?? t('never') },
          { term: t('failing_since'), value: moment(webhook.failing_since) },
          { term: t('made'), value: moment(webhook.created_at) },
        ]}
      />
    </>
  )
}

/** From the list that the form shows as well; one of none of them goes without its name. */
function useProgrammeName(id: string | null): string {
  const { t } = useTranslation('webhooks')
  const pick = usePickText()
  const { data } = useQuery({ ...listProgrammesOptions({ query: { limit: 200 } }), enabled: id !== null })
  const found = data?.items.find((one) => one.id === id)
  return found ? `${found.code} ${pick(found.title, found.original_language)}` : t('one_programme')
}
