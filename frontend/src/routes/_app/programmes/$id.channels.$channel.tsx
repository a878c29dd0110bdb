import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { ChannelActions } from '../../../features/chat-channels/channel-actions'
import { ChannelSummary } from '../../../features/chat-channels/channel-summary'
import { channelQuery } from '../../../features/chat-channels/queries'
import { SaidList } from '../../../features/chat-channels/said-list'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { choice, searchSchema } from '../../../lib/search'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { ReceiverState } from '../../../ui/receivers/receiver-state'

const NewChannel = lazy(() =>
  import('../../../features/chat-channels/new-channel').then((part) => ({ default: part.NewChannel })),
)
const EditChannel = lazy(() =>
  import('../../../features/chat-channels/edit-channel').then((part) => ({ default: part.EditChannel })),
)

// One address for a channel, however it is looked at: each more would weigh on every page.
export const Route = createFileRoute('/_app/programmes/$id/channels/$channel')({
  validateSearch: searchSchema({ view: choice(['edit']) }),
  loader: laterTexts,
  component: Page,
})

/** A channel; `new` in its place is one that is to be added. */
function Page() {
  const { channel } = Route.useParams()
  return channel === 'new' ? <Adding /> : <Channel />
}

function useCrumbs() {
  const { t } = useTranslation('channels')
  const { id } = Route.useParams()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  return [
    { label: name, link: { to: '/programmes/$id', params: { id } } as const },
    { label: t('title'), link: { to: '/programmes/$id/channels', params: { id } } as const },
  ]
}

function Adding() {
  const { t } = useTranslation('channels')
  const { id } = Route.useParams()
  return (
    <>
      <PageHeader title={t('new_title')} crumbs={useCrumbs()} />
      <Suspense>
        <NewChannel programmeId={id} />
      </Suspense>
    </>
  )
}

function Channel() {
  const { t } = useTranslation('channels')
  const { id, channel: channelId } = Route.useParams()
  const { view } = Route.useSearch()
  const { data: channel } = useSuspenseQuery(channelQuery(id, channelId))
  const crumbs = useCrumbs()
  if (view === 'edit') {
    const link = { to: '/programmes/$id/channels/$channel', params: { id, channel: channelId } } as const
    return (
      <>
        <PageHeader
          title={t('change_title', { name: channel.name })}
          crumbs={[...crumbs, { label: channel.name, link }]}
        />
        <Suspense>
          <EditChannel channel={channel} />
        </Suspense>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={channel.name}
        crumbs={crumbs}
        tags={<ReceiverState receiver={channel} />}
        actions={<ChannelActions channel={channel} />}
      />
      <ChannelSummary channel={channel} />
      <SaidList channel={channel} />
    </>
  )
}
