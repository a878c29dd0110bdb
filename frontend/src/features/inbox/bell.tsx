import './bell.css'
import { BellIcon } from '@navikt/aksel-icons'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { countUnreadOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { useSessionEnded } from '../../lib/session-end'
import { listen } from './live'
import { refresh } from './refresh'

/** Without a stream the service is asked this often; it answers "as before" without a body. */
const askEvery = 30_000

/** How many are unread, in the header of every page; keeps open pages up to date meanwhile. */
export function InboxBell() {
  const { t } = useTranslation('inbox')
  const isLive = useLive()
  const ended = useSessionEnded()
  const { data } = useQuery({
    ...countUnreadOptions(),
    enabled: !ended,
    refetchInterval: isLive ? false : askEvery,
  })
  const unread = data?.unread ?? 0
  const number = data?.is_capped ? `${unread}+` : String(unread)
  const label = unread === 0 ? t('bell.none') : t('bell.unread', { count: unread })
  return (
    <>
      <Link
        to="/inbox"
        className="bell"
        aria-label={data?.is_capped ? t('bell.more', { number: unread }) : label}
      >
        <BellIcon aria-hidden fontSize="1.5rem" />
        {unread > 0 && (
          <span className="bell__count" aria-hidden="true">
            {number}
          </span>
        )}
      </Link>
      <News unread={data?.unread} />
    </>
  )
}

function useLive(): boolean {
  const cache = useQueryClient()
  const ended = useSessionEnded()
  const [isLive, setLive] = useState(false)
  useEffect(() => {
    if (ended) return
    return listen({ changed: (kinds) => refresh(cache, kinds), open: setLive })
  }, [cache, ended])
  return isLive
}

/** Says that there is more than before; never what was there already, and never that there is less. */
function News({ unread }: { unread: number | undefined }) {
  const { t } = useTranslation('inbox')
  const before = useRef(unread)
  const [said, say] = useState('')
  useEffect(() => {
    const more = before.current !== undefined && unread !== undefined && unread > before.current
    before.current = unread ?? before.current
    if (!more) return
    // A burst is one announcement.
    const timer = setTimeout(() => say(t('bell.news', { count: unread })), 1_500)
    return () => clearTimeout(timer)
  }, [unread, t])
  return (
    <span className="sr-only" role="status" aria-live="polite">
      {said}
    </span>
  )
}
