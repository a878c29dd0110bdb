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
} from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import type { ComponentType, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotificationOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { ago, dat, datetime } from '../../lib/format'
import { addressOf } from './links'
import { changedParts, sentence } from './sentence'

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
  item: NotificationOut
  now: Date
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  onRead: (read: boolean) => void
  onArchive: () => void
}

export function NotificationRow({ item, now, onKeyDown, onRead, onArchive }: NotificationRowProps) {
  const { t } = useTranslation('inbox')
  const language = useLanguage()
  const Icon = icons[item.object_type] ?? BellIcon
  const unread = !item.read_at
  const parts = changedParts(t, language, item)
  const moment = new Date(item.occurred_at)
  return (
    <li className="notification" data-unread={unread}>
      <Icon aria-hidden fontSize="1.5rem" />
      <div className="notification__text">
        <Opener item={item} onKeyDown={onKeyDown} onOpen={() => unread && onRead(true)} />
        <p className="notification__more">
          <time dateTime={item.occurred_at} title={datetime(language, moment)}>
            {dat(language, moment, { timeStyle: 'short' })} · {ago(language, moment, now)}
          </time>
          {item.event_count > 1 && <span>{t('item.times', { count: item.event_count })}</span>}
          {parts && <span>{parts}</span>}
        </p>
      </div>
      <div className="notification__actions">
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={
            unread ? (
              <EnvelopeOpenIcon title={t('item.mark_read')} />
            ) : (
              <EnvelopeClosedIcon title={t('item.mark_unread')} />
            )
          }
          onClick={() => onRead(unread)}
        />
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={
            item.archived_at ? (
              <ArrowUndoIcon title={t('item.restore')} />
            ) : (
              <ArchiveIcon title={t('item.archive')} />
            )
          }
          onClick={onArchive}
        />
      </div>
    </li>
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
