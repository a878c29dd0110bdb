import { useTranslation } from 'react-i18next'
import type { InboxChange, ThreadOut } from '../../api/notifications/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { showSuccess } from '../../ui/toast'
import type { InboxTab } from './inbox-query'
import { useChangeInbox, wholeThread } from './use-inbox'

export interface InboxActs {
  read: (threads: readonly ThreadOut[], read: boolean) => void
  /** To the archive, or back from where it was put. */
  archive: (threads: readonly ThreadOut[]) => void
  snooze: (threads: readonly ThreadOut[], until: Date) => void
}

/** What is done with whole threads, as far as they are in this part of the inbox. */
export function useInboxActs(tab: InboxTab): InboxActs {
  const { t } = useTranslation('inbox')
  const { t: more } = useTranslation('inbox_more')
  const language = useLanguage()
  const change = useChangeInbox()
  const whole = (threads: readonly ThreadOut[]) => ({ threads: threads.map(wholeThread), state: tab })

  const withUndo = async (body: InboxChange, said: string, undo: InboxChange) => {
    const ids = await change(body)
    if (ids) showSuccess(said, { label: t('item.undo'), run: () => change({ ids, ...undo }) })
  }
  return {
    // What is to be read again is its newest, not its whole past.
    read: (threads, read) =>
      void change(read ? { ...whole(threads), read } : { ids: threads.map((one) => one.newest.id), read }),
    archive: (threads) => {
      if (tab === 'snoozed') {
        void change({ ...whole(threads), snoozed_until: null }).then(
          (ids) => ids && showSuccess(t('item.restored')),
        )
        return
      }
      const archived = tab !== 'archived'
      const said = archived ? t('item.archived') : t('item.restored')
      void withUndo({ ...whole(threads), archived }, said, { archived: !archived })
    },
    snooze: (threads, until) => {
      const day = dat(language, until, { weekday: 'long', day: 'numeric', month: 'long' })
      const undo = tab === 'archived' ? { archived: true } : { snoozed_until: null }
      void withUndo(
        { ...whole(threads), snoozed_until: until.toISOString() },
        more('snooze.done', { day }),
        undo,
      )
    },
  }
}
