import '../../features/inbox/inbox.css'
import { Button } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { countUnreadOptions } from '../../api/notifications/@tanstack/react-query.gen'
import { InboxEmpty, InboxPending } from '../../features/inbox/inbox-empty'
import { NotificationList } from '../../features/inbox/notification-list'
import { useInbox, useReadAll } from '../../features/inbox/use-inbox'
import { choice, searchSchema } from '../../lib/search'
import { InlineError } from '../../ui/inline-error'
import { LinkTabs } from '../../ui/link-tabs'
import { PageHeader } from '../../ui/page-header'

const search = searchSchema({ tab: choice(['all', 'archived']) })

export const Route = createFileRoute('/_app/inbox')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  // Fetched when it is needed: what a loader imports comes with every page.
  loader: ({ context, deps }) =>
    void import('../../features/inbox/inbox-query').then(({ inboxQuery }) =>
      context.queryClient.prefetchInfiniteQuery(inboxQuery(deps.tab ?? 'unread')),
    ),
  component: Inbox,
})

function Inbox() {
  const { t } = useTranslation('inbox')
  const tab = Route.useSearch().tab ?? 'unread'
  const { inbox, items } = useInbox(tab)
  const { data: count } = useQuery(countUnreadOptions())
  const readAll = useReadAll()
  const newest = items[0]?.id
  const unread = count?.is_capped ? `${count.unread}+` : count?.unread || undefined
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          tab !== 'archived' && (
            <Button
              variant="secondary"
              size="small"
              loading={readAll.isPending}
              disabled={!count?.unread || newest === undefined}
              onClick={() => newest && readAll.mutate({ body: { until_id: newest } })}
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
          { label: t('tabs.archived'), link: { to: '/inbox', search: { tab: 'archived' } } },
        ]}
      />
      {inbox.isError && <InlineError error={inbox.error} retry={() => inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && !inbox.hasNextPage && <InboxEmpty tab={tab} />}
      {items.length > 0 && <NotificationList items={items} />}
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
