import './inbox.css'
import { Skeleton } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../ui/empty-state'
import { LinkButton } from '../../ui/link-button'
import type { InboxTab } from './inbox-query'

export function InboxEmpty({ tab }: { tab: InboxTab }) {
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  if (tab === 'snoozed') return <EmptyState title={more('empty.title')}>{more('empty.text')}</EmptyState>
  const action = tab === 'unread' && (
    <LinkButton to="/inbox" search={{ tab: 'all' }} variant="secondary">
      {t('empty.unread.action')}
    </LinkButton>
  )
  return (
    <EmptyState title={t(`empty.${tab}.title`)} action={action}>
      {t(`empty.${tab}.text`)}
    </EmptyState>
  )
}

/** As high as what will come, so that nothing jumps. */
export function InboxPending() {
  return (
    <div aria-busy="true" className="inbox">
      {[1, 2, 3, 4].map((row) => (
        <Skeleton key={row} variant="rounded" height="4.25rem" />
      ))}
    </div>
  )
}
