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
/** Counted up to one more than this. */
const most = 99

/** How many came since one looked, in the header of every page; keeps open pages up to date meanwhile. */
export function InboxBell() {
  const { t } = useTranslation('inbox')
  const isLive = useLive()
  const ended = useSessionEnded()
  const { data } = useQuery({
    ...countUnreadOptions(),
    enabled: !ended,
    refetchInterval: isLive ? false : askEvery,
  })
  const unseen = data?.unseen ?? 0
  const isMore = unseen > most
  const label = unseen === 0 ? t('bell.none') : t('bell.new', { count: unseen })
  return (
    <>
      <Link to="/inbox" className="bell" aria-label={isMore ? t('bell.more', { number: most }) : label}>
        <BellIcon aria-hidden fontSize="1.5rem" />
        {unseen > 0 && (
          <span className="bell__count" aria-hidden="true">
            {isMore ? `${most}+` : unseen}
          </span>
        )}
      </Link>
      <News unseen={data?.unseen} />
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
function News({ unseen }: { unseen: number | undefined }) {
  const { t } = useTranslation('inbox')
  const before = useRef(unseen)
  const [said, say] = useState('')
  useEffect(() => {
    const more = before.current !== undefined && unseen !== undefined && unseen > before.current
    before.current = unseen ?? before.current
    if (!more) return
    // A burst is one announcement.
    const timer = setTimeout(() => say(t('bell.news', { count: unseen })), 1_500)
    return () => clearTimeout(timer)
  }, [unseen, t])
  return (
    <span className="sr-only" role="status" aria-live="polite">
      {said}
    </span>
  )
}
