import './inbox.css'
import { Heading } from '@navikt/ds-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NotificationOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { showSuccess } from '../../ui/toast'
import { byDay, daysBefore } from './days'
import { NotificationRow } from './notification-row'
import { useChangeNotification } from './use-inbox'

/** Notifications under their days. Its keys work while one of them has the focus, so they need no switch. */
export function NotificationList({ items }: { items: readonly NotificationOut[] }) {
  const { t } = useTranslation('inbox')
  const change = useChangeNotification()
  const now = useNow()
  const place = useRef<HTMLDivElement>(null)

  const openers = () => [...(place.current?.querySelectorAll<HTMLElement>('[data-opens]') ?? [])]
  const step = (from: number, by: number) =>
    openers()
      .at(Math.max(0, from + by))
      ?.focus()

  const archive = async (item: NotificationOut) => {
    const wasAt = items.indexOf(item)
    // The row goes away: the focus must not go with it.
    const next = openers()[wasAt + 1] ?? openers()[wasAt - 1]
    next?.focus()
    const archived = !item.archived_at
    if (!(await change(item.id, { archived }))) return
    showSuccess(archived ? t('item.archived') : t('item.restored'), {
      label: t('item.undo'),
      run: () => change(item.id, { archived: !archived }),
    })
  }
  const keyDown = (item: NotificationOut) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = openers().indexOf(event.currentTarget)
    const acts: Record<string, () => unknown> = {
      ArrowDown: () => at + 1 < openers().length && step(at, 1),
      ArrowUp: () => step(at, -1),
      Home: () => step(0, 0),
      End: () => step(openers().length - 1, 0),
      u: () => change(item.id, { read: !item.read_at }),
      e: () => archive(item),
    }
    acts['j'] = acts['ArrowDown'] ?? (() => undefined)
    acts['k'] = acts['ArrowUp'] ?? (() => undefined)
    const act = acts[event.key]
    if (!act) return
    event.preventDefault()
    void act()
  }
  return (
    <div ref={place} className="inbox">
      {byDay(items).map(({ day, items: ofDay }) => (
        <section key={day}>
          <DayHeading day={day} now={now} />
          <ul className="inbox__day">
            {ofDay.map((item) => (
              <NotificationRow
                key={item.id}
                item={item}
                now={now}
                onKeyDown={keyDown(item)}
                onRead={(read) => void change(item.id, { read })}
                onArchive={() => void archive(item)}
              />
            ))}
          </ul>
        </section>
      ))}
      <Keys />
    </div>
  )
}

function DayHeading({ day, now }: { day: string; now: Date }) {
  const { t } = useTranslation('inbox')
  const language = useLanguage()
  const before = daysBefore(day, now)
  const date = dat(language, day, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(day.slice(0, 4) !== String(now.getFullYear()) && { year: 'numeric' }),
  })
  return (
    <Heading level="2" size="xsmall" className="inbox__heading">
      {before === 0 ? t('day.today') : before === 1 ? t('day.yesterday') : date}
      {before < 2 && <span className="inbox__date">{date}</span>}
    </Heading>
  )
}

function Keys() {
  const { t } = useTranslation('inbox')
  const keys: [string[], string][] = [
    [['↓', '↑', 'j', 'k'], t('keys.move')],
    [['Enter'], t('keys.open')],
    [['u'], t('keys.read')],
    [['e'], t('keys.archive')],
  ]
  return (
    <section className="inbox__keys noprint" aria-label={t('keys.title')}>
      <span>{t('keys.text')}</span>
      {keys.map(([names, does]) => (
        <span key={does}>
          {names.map((name) => (
            <kbd key={name}>{name}</kbd>
          ))}{' '}
          {does}
        </span>
      ))}
    </section>
  )
}

/** The time, minute by minute, for "5 minutes ago". */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
