import './calendar.css'
import { Button, CopyButton, Dialog, LocalAlert } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  issueCalendarFeed,
  listCalendarFeeds,
  renewCalendarFeed,
  withdrawCalendarFeed,
} from '../../api/notifications/sdk.gen'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { pickText } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { showError, showSuccess } from '../../ui/toast'
import { FeedMaker } from './feed-maker'
import { FeedRow } from './feed-row'

const key = ['calendar-feeds']

/** The addresses that one's calendars may read, and how to add one. */
export function CalendarDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('calendar')
  const language = useLanguage()
  const cache = useQueryClient()
  const [address, setAddress] = useState<string>()
  const top = useRef<HTMLHeadingElement>(null)
  const feeds = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => (await listCalendarFeeds({ signal, throwOnError: true })).data,
  })
  const programmes = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  const names = new Map(
    programmes.data?.items.map(({ id, title, original_language }) => [
      id,
      pickText(title, language, original_language)?.text ?? '',
    ]),
  )
  const doing = async (work: () => Promise<string | undefined>) => {
    try {
      setAddress(await work())
      await cache.invalidateQueries({ queryKey: key })
      // The button that was pressed may be gone.
      top.current?.focus()
      return true
    } catch (error) {
      showError(error)
      return false
    }
  }
  const make = (programme_id: string | null) =>
    doing(async () => (await issueCalendarFeed({ body: { programme_id }, throwOnError: true })).data.address)
  const renew = (feed_id: string) =>
    doing(async () => (await renewCalendarFeed({ path: { feed_id }, throwOnError: true })).data.address)
  const withdraw = (feed_id: string) =>
    doing(async () => {
      await withdrawCalendarFeed({ path: { feed_id }, throwOnError: true })
      showSuccess(t('withdrawn'))
      return undefined
    })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title ref={top} tabIndex={-1}>
            {t('title')}
          </Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p className="flush">{t('text')}</p>
          {feeds.error && <InlineError error={feeds.error} retry={feeds.refetch} />}
          {address && <Address address={address} />}
          {feeds.data && (
            <div className="calendar">
              {feeds.data.length > 0 && (
                <ul className="calendar__feeds">
                  {feeds.data.map((feed) => (
                    <FeedRow
                      key={feed.id}
                      feed={feed}
                      name={feed.programme_id ? (names.get(feed.programme_id) ?? t('gone')) : t('everything')}
                      onRenew={() => renew(feed.id)}
                      onWithdraw={() => withdraw(feed.id)}
                    />
                  ))}
                </ul>
              )}
              <FeedMaker key={feeds.data.length} feeds={feeds.data} programmes={names} onMake={make} />
            </div>
          )}
        </Dialog.Body>
        <Dialog.Footer>
          <Button variant="secondary" data-color="neutral" onClick={onClose}>
            {t('close')}
          </Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

/** The address, the only time that it is there, and what to do with it. */
function Address({ address }: { address: string }) {
  const { t } = useTranslation('calendar')
  return (
    <LocalAlert status="warning" className="calendar__address">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">{t('once')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <div className="calendar__line">
          <code>{address}</code>
          <CopyButton size="small" copyText={address} text={t('copy')} activeText={t('copied')} />
        </div>
        <a href={address.replace(/^https?:/, 'webcal:')}>{t('subscribe')}</a>
        <ul>
          {(['outlook', 'google', 'apple'] as const).map((which) => (
            <li key={which}>{t(`how.${which}`)}</li>
          ))}
        </ul>
        <p className="flush">{t('secret')}</p>
      </LocalAlert.Content>
    </LocalAlert>
  )
}
