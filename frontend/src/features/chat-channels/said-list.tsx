import { Button } from '@navikt/ds-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatChannelOut, ChatDeliveryOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { SentState } from '../../ui/receivers/sent-state'
import { ShowMore } from '../../ui/show-more'
import { saidPages } from './queries'
import './channels.css'

const SaidDialog = lazy(() => import('./said-dialog').then((part) => ({ default: part.SaidDialog })))

/** What a channel was told, the newest first, and what came of it. */
export function SaidList({ channel }: { channel: ChatChannelOut }) {
  const { t } = useTranslation(['channels', 'announcements'])
  const [opened, setOpened] = useState<string>()
  const found = useInfiniteQuery(saidPages(channel.programme_id, channel.id))
  const items = found.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="said">
      <h2 id="said">{t('channels:said')}</h2>
      {found.error && <InlineError error={found.error} retry={found.refetch} />}
      {found.data && items.length === 0 && (
        <EmptyState title={t('channels:nothing_said')}>{t('channels:nothing_said_hint')}</EmptyState>
      )}
      <ul className="said">
        {items.map((one) => (
          <Said key={one.id} one={one} language={channel.language} open={() => setOpened(one.id)} />
        ))}
      </ul>
      <ShowMore pages={found}>{t('announcements:show_more')}</ShowMore>
      {opened && (
        <Suspense>
          <SaidDialog channel={channel} id={opened} close={() => setOpened(undefined)} />
        </Suspense>
      )}
    </section>
  )
}

interface SaidProps {
  one: ChatDeliveryOut
  /** The channel's own, in which it was said. */
  language: string
  open: () => void
}

function Said({ one, language: spoken, open }: SaidProps) {
  const { t } = useTranslation(['channels', 'webhooks'])
  const language = useLanguage()
  const time = datetime(language, one.occurred_at)
  const left = one.news_count - one.said.length
  return (
    <li>
      <div>
        {one.is_test && <p className="flush">{t('channels:test')}</p>}
        {one.said.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none moves
          <p key={place} lang={spoken} className="flush">
            {line}
          </p>
        ))}
        {!one.is_test && left > 0 && (
          <p className="flush subtle">{t('channels:and_more', { count: left })}</p>
        )}
        <p className="flush small subtle">{time}</p>
      </div>
      <div>
        <SentState row={one} />
      </div>
      <Button size="xsmall" variant="tertiary" onClick={open}>
        {t('webhooks:look')}
        <span className="sr-only"> {t('channels:said_details', { time })}</span>
      </Button>
    </li>
  )
}
