import './inbox.css'
import { Heading } from '@navikt/ds-react'
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { byDay, daysBefore } from './days'
import type { InboxTab } from './inbox-query'
import { Keys } from './keys'
import { NotificationRow } from './notification-row'
import { SelectionBar } from './selection-bar'
import { useInboxActs } from './use-inbox-acts'

const SnoozeDialog = lazy(async () => ({ default: (await import('./snooze-dialog')).SnoozeDialog }))

/** Threads under their days. Its keys work while one of them has the focus, so they need no switch. */
export function NotificationList({ tab, threads }: { tab: InboxTab; threads: readonly ThreadOut[] }) {
  const acts = useInboxActs(tab)
  const now = useNow()
  const place = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [putOff, setPutOff] = useState<readonly ThreadOut[]>([])
  // What has left the list is chosen no longer.
  const ticked = threads.filter((one) => chosen.has(one.newest.object_id))

  const openers = () => [...(place.current?.querySelectorAll<HTMLElement>('[data-opens]') ?? [])]
  const step = (to: number) => openers().at(Math.max(0, to))?.focus()
  const tick = ({ newest }: ThreadOut) => {
    const next = new Set(chosen)
    if (!next.delete(newest.object_id)) next.add(newest.object_id)
    setChosen(next)
  }
  /** Rows go away: the focus must not go with them. */
  const leave = (gone: readonly ThreadOut[]) => {
    const stays = threads.map((one, at) => ({ one, at })).filter(({ one }) => !gone.includes(one))
    const from = threads.indexOf(gone[0] as ThreadOut)
    const next = stays.find(({ at }) => at > from) ?? stays.at(-1)
    if (next) step(next.at)
    setChosen(new Set())
  }
  const archive = (these: readonly ThreadOut[]) => {
    leave(these)
    acts.archive(these)
  }
  const keyDown = (thread: ThreadOut) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = openers().indexOf(event.currentTarget)
    const down = () => at + 1 < openers().length && step(at + 1)
    const up = () => step(at - 1)
    const acting: Record<string, () => unknown> = {
      ArrowDown: down,
      j: down,
      ArrowUp: up,
      k: up,
      Home: () => step(0),
      End: () => step(openers().length - 1),
      u: () => acts.read([thread], !thread.newest.read_at),
      e: () => archive([thread]),
      s: () => setPutOff([thread]),
      x: () => tick(thread),
    }
    const act = acting[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <div ref={place} className="inbox">
      <SelectionBar
        tab={tab}
        chosen={ticked.length}
        shown={threads.length}
        onAll={(all) => setChosen(new Set(all ? threads.map((one) => one.newest.object_id) : []))}
        onRead={() => {
          acts.read(ticked, true)
          leave(tab === 'unread' ? ticked : [])
        }}
        onSnooze={() => setPutOff(ticked)}
        onArchive={() => archive(ticked)}
      />
      {byDay(threads).map(({ day, threads: ofDay }) => (
        <section key={`${day} ${ofDay[0]?.newest.id}`}>
          <DayHeading day={day} now={now} />
          <ul className="inbox__day">
            {ofDay.map((thread) => (
              <NotificationRow
                key={thread.newest.object_id}
                tab={tab}
                thread={thread}
                now={now}
                isChosen={chosen.has(thread.newest.object_id)}
                onChoose={() => tick(thread)}
                onKeyDown={keyDown(thread)}
                onRead={(read) => acts.read([thread], read)}
                onSnooze={() => setPutOff([thread])}
                onArchive={() => archive([thread])}
              />
            ))}
          </ul>
        </section>
      ))}
      <Keys />
      {putOff.length > 0 && (
        <Suspense>
          <SnoozeDialog
            onClose={() => setPutOff([])}
            onUntil={(until) => {
              acts.snooze(putOff, until)
              setPutOff([])
              leave(tab === 'snoozed' ? [] : putOff)
            }}
          />
        </Suspense>
      )}
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

/** The time, minute by minute, for "5 minutes ago". */
function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
