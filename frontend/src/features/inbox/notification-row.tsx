import {
  ArchiveIcon,
  ArrowUndoIcon,
  BarChartIcon,
  BellIcon,
  Buildings3Icon,
  EnvelopeClosedIcon,
  EnvelopeOpenIcon,
  FileImportIcon,
  FolderIcon,
  HandshakeIcon,
  TimerPauseIcon,
} from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { type ComponentType, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotificationOut, ThreadOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, dat, datetime } from '../../lib/format'
import { Earlier } from './earlier'
import type { InboxTab } from './inbox-query'
import { Letter } from './letter'
import { addressOf } from './links'
import { changedParts, isLocalised, sentence } from './sentence'
import { Tick } from './tick'

const icons: Record<string, ComponentType<{ 'aria-hidden'?: boolean; fontSize?: string }>> = {
  organisation: Buildings3Icon,
  programme: FolderIcon,
  project: FolderIcon,
  partnership: HandshakeIcon,
  result: BarChartIcon,
  indicator: BarChartIcon,
  import: FileImportIcon,
}

export interface NotificationRowProps {
  tab: InboxTab
  thread: ThreadOut
  now: Date
  isChosen: boolean
  onChoose: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onRead: (read: boolean) => void
  onSnooze: () => void
  onArchive: () => void
}

/** All that one was told about one thing: its newest, and what came before when it is asked for. */
export function NotificationRow(props: NotificationRowProps) {
  const { tab, thread, now, isChosen, onChoose, onKeyDown, onRead } = props
  const { newest: item, count } = thread
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  const language = useLanguage()
  const [isOpen, setOpen] = useState(false)
  const Icon = icons[item.object_type] ?? BellIcon
  const hasUnread = !item.read_at || thread.unread > 0
  return (
    <li className="notification" data-unread={hasUnread}>
      <div className="notification__choose">
        <Tick
          isHidden
          label={more('select.one', { text: sentence(t, language, item) })}
          checked={isChosen}
          onTick={onChoose}
        />
      </div>
      <Icon aria-hidden fontSize="1.5rem" />
      <div className="notification__text">
        <Opener item={item} onKeyDown={onKeyDown} onOpen={() => hasUnread && onRead(true)} />
        <Letter item={item} />
        <Details item={item} now={now} />
        {count > 1 && (
          <button
            type="button"
            className="notification__toggle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen
              ? more('thread.hide')
              : count > 99
                ? more('thread.many')
                : more('thread.earlier', { count: count - 1 })}
          </button>
        )}
        {isOpen && <Earlier tab={tab} thing={item.object_id} newest={item.id} />}
      </div>
      <Actions {...props} hasUnread={hasUnread} />
    </li>
  )
}

function Details({ item, now }: { item: NotificationOut; now: Date }) {
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  const language = useLanguage()
  const parts = changedParts(t, language, item)
  const moment = new Date(item.occurred_at)
  const until = item.snoozed_until && dat(language, item.snoozed_until)
  // What somebody wrote to them need not be about them.
  const why = isLocalised(item.params['text']) ? 'written' : item.reason
  const reason = (more as unknown as (key: string, values: object) => string)(`reason.${why}`, {
    defaultValue: more('reason.other'),
  })
  return (
    <p className="notification__more">
      <time dateTime={item.occurred_at} title={datetime(language, moment)}>
        {dat(language, moment, { timeStyle: 'short' })} · {ago(language, moment, now)}
      </time>
      {until && <strong>{more('snooze.until', { day: until })}</strong>}
      {item.returned_at && <span>{more('snooze.returned')}</span>}
      {item.event_count > 1 && <span>{t('item.times', { count: item.event_count })}</span>}
      {parts && <span>{parts}</span>}
      <span>{reason}</span>
    </p>
  )
}

function Actions(props: NotificationRowProps & { hasUnread: boolean }) {
  const { tab, hasUnread, onRead, onSnooze, onArchive } = props
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  const common = { size: 'small', variant: 'tertiary', 'data-color': 'neutral' } as const
  const isAway = tab === 'archived' || tab === 'snoozed'
  return (
    <div className="notification__actions">
      <Button
        {...common}
        icon={
          hasUnread ? (
            <EnvelopeOpenIcon title={t('item.mark_read')} />
          ) : (
            <EnvelopeClosedIcon title={t('item.mark_unread')} />
          )
        }
        onClick={() => onRead(hasUnread)}
      />
      <Button {...common} icon={<TimerPauseIcon title={more('snooze.do')} />} onClick={onSnooze} />
      <Button
        {...common}
        icon={
          isAway ? <ArrowUndoIcon title={t('item.restore')} /> : <ArchiveIcon title={t('item.archive')} />
        }
        onClick={onArchive}
      />
    </div>
  )
}

interface OpenerProps {
  item: NotificationOut
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onOpen: () => void
}

/** Leads to the thing, where it has a page. */
function Opener({ item, onKeyDown, onOpen }: OpenerProps) {
  const { t } = useTranslation('inbox')
  const language = useLanguage()
  const address = addressOf(item)
  const common = { className: 'notification__open', 'data-opens': true, onKeyDown, onClick: onOpen }
  const text = (
    <>
      {!item.read_at && <span className="sr-only">{t('item.unread')}: </span>}
      {sentence(t, language, item)}
    </>
  )
  if (!address) {
    return (
      <button type="button" {...common}>
        {text}
      </button>
    )
  }
  return (
    // Put together from what a service says, so its type cannot be known.
    <Link to={address as never} {...common}>
      {text}
    </Link>
  )
}
