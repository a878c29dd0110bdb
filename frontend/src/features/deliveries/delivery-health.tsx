import './deliveries.css'
import { Heading, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ChannelHealth, DeliveryHealth as DeliveryHealthOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, num } from '../../lib/format'
import { SummaryList } from '../../ui/summary-list'
import { ReplayAll } from './replay-all'

/** How each way out is doing; those that the installation does not have are left out. */
export function DeliveryHealth({ health }: { health: DeliveryHealthOut }) {
  const { t } = useTranslation('deliveries')
  const { channels, dead } = health
  const shown = channels.filter((one) => one.is_configured || one.pending > 0 || one.dead > 0)
  return (
    <section className="panel stack stack--close delivery-health" aria-label={t('health')}>
      {!channels.some((one) => one.channel === 'email' && one.is_configured) && <NotSetUp />}
      <div className="delivery-channels">
        {shown.map((one) => (
          <Channel key={one.channel} health={one} />
        ))}
      </div>
      {dead > 0 && <ReplayAll dead={dead} />}
    </section>
  )
}

function NotSetUp() {
  const { t } = useTranslation('deliveries')
  return (
    <LocalAlert status="warning" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('not_set_up')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <p className="flush">{t('not_set_up_text')}</p>
        <p className="flush">
          {t('set_up_by')} <code>BROMOST_SMTP_URL</code>, <code>BROMOST_MAIL_FROM</code>
        </p>
      </LocalAlert.Content>
    </LocalAlert>
  )
}

function Channel({ health }: { health: ChannelHealth }) {
  const { t } = useTranslation('deliveries')
  const language = useLanguage()
  const { channel, pending, oldest_pending_at, is_late, dead, delivered_in_a_day } = health
  const due = oldest_pending_at && t('due', { time: ago(language, oldest_pending_at) })
  return (
    <div className="stack stack--close">
      <Heading level="2" size="xsmall">
        {t(`channels.${channel}`)}
      </Heading>
      {is_late && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="h3">{t('late')}</LocalAlert.Title>
          </LocalAlert.Header>
        </LocalAlert>
      )}
      <SummaryList
        items={[
          { term: t('on_the_way'), value: [num(language, pending), due].filter(Boolean).join(' · ') },
          { term: t('given_up'), value: num(language, dead) },
          { term: t('delivered_in_a_day'), value: num(language, delivered_in_a_day) },
        ]}
      />
    </div>
  )
}
