import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { countUnreadOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { InboxEmpty, InboxPending } from '../../features/inbox/inbox-empty'
import { NotificationList } from '../../features/inbox/notification-list'
import { useInbox, useReadAll, useSeen } from '../../features/inbox/use-inbox'
import { laterTexts } from '../../i18n'
import { choice, searchSchema } from '../../lib/search'
import { InlineError } from '../../ui/inline-error'
import { LinkTabs } from '../../ui/link-tabs'
import { PageHeader } from '../../ui/page-header'

const search = searchSchema({ tab: choice(['all', 'snoozed', 'archived']) })

export const Route = createFileRoute('/_app/inbox')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  // Fetched when it is needed: what a loader imports comes with every page.
  loader: async ({ context, deps }) => {
    void import('../../features/inbox/inbox-query').then(({ inboxQuery }) =>
      context.queryClient.prefetchInfiniteQuery(inboxQuery(deps.tab ?? 'unread')),
    )
    await laterTexts()
  },
  component: Inbox,
})

function Inbox() {
  const { t } = useTranslation('inbox')
  const tab = Route.useSearch().tab ?? 'unread'
  const { t: more } = useTranslation('inbox_more')
  const { inbox, threads } = useInbox(tab)
  const { data: count } = useQuery(countUnreadOptions())
  const readAll = useReadAll()
  const newest = threads[0]?.newest.id
  useSeen(tab === 'unread' || tab === 'all' ? newest : undefined, count?.unseen)
  const unread = count?.is_capped ? `${count.unread}+` : count?.unread || undefined
  const snoozed = count && count.snoozed > 99 ? '99+' : count?.snoozed || undefined
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          (tab === 'unread' || tab === 'all') && (
            <Button
              variant="secondary"
              size="small"
              loading={readAll.isPending}
              disabled={!count?.unread || newest === undefined}
              onClick={() => newest && readAll.mutate(newest)}
            >
              {t('read_all')}
            </Button>
          )
        }
      />
      <LinkTabs
        label={t('tabs.label')}
        tabs={[
          { label: t('tabs.unread'), link: { to: '/inbox', search: {} }, count: unread },
          { label: t('tabs.all'), link: { to: '/inbox', search: { tab: 'all' } } },
          { label: more('tab'), link: { to: '/inbox', search: { tab: 'snoozed' } }, count: snoozed },
          { label: t('tabs.archived'), link: { to: '/inbox', search: { tab: 'archived' } } },
        ]}
      />
      {inbox.isError && <InlineError error={inbox.error} retry={() => inbox.refetch()} />}
      {inbox.isSuccess && threads.length === 0 && !inbox.hasNextPage && <InboxEmpty tab={tab} />}
      {threads.length > 0 && <NotificationList key={tab} tab={tab} threads={threads} />}
      {inbox.isPending && <InboxPending />}
      {inbox.hasNextPage && (
        <div className="inbox__older">
          <Button
            variant="secondary"
            data-color="neutral"
            loading={inbox.isFetchingNextPage}
            onClick={() => void inbox.fetchNextPage()}
          >
            {t('older')}
          </Button>
        </div>
      )}
    </>
  )
}
