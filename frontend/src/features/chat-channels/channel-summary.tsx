import { LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { languageNames } from '../../lib/languages'
import { SummaryList } from '../../ui/summary-list'
import { kindNames, useTopicWords } from './words'
import '../../ui/receivers/receivers.css'

/** Where it is and what it hears, and how it is doing. */
export function ChannelSummary({ channel }: { channel: ChatChannelOut }) {
  const { t } = useTranslation(['channels', 'webhooks'])
  const language = useLanguage()
  const words = useTopicWords()
  const moment = (value: string | null) => value && datetime(language, value)
  const { kind, host } = channel
  return (
    <>
      {channel.disabled_because && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="h2">
              {t(`channels:off_because.${channel.disabled_because}`)}
            </LocalAlert.Title>
          </LocalAlert.Header>
        </LocalAlert>
      )}
      <SummaryList
        items={[
          {
            term: t('channels:where'),
            value: t('channels:at', { kind: kindNames[kind], host }),
          },
          {
            term: t('channels:language'),
            value: <span lang={channel.language}>{languageNames[channel.language]}</span>,
          },
          {
            term: t('channels:topics'),
            value: (
              <ul className="plain-list receiver-topics">
                {channel.topics.map((topic) => (
                  <li key={topic}>{words(topic)}</li>
                ))}
              </ul>
            ),
          },
          {
            term: t('webhooks:last_success'),
            value: moment(channel.last_success_at) ?? t('webhooks:never'),
          },
          { term: t('webhooks:failing_since'), value: moment(channel.failing_since) },
        ]}
      />
    </>
  )
}
