import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useChannelColumns } from '../../../features/chat-channels/channel-columns'
import { channelsQuery } from '../../../features/chat-channels/queries'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { DataTable } from '../../../ui/data-table'
import { EmptyState } from '../../../ui/empty-state'
import { LinkButton } from '../../../ui/link-button'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/programmes/$id/channels/')({
  loader: laterTexts,
  component: Channels,
})

/** Where the people of a programme chat, and hear what happens in it. */
function Channels() {
  const { t } = useTranslation(['channels', 'programmes'])
  const { id } = Route.useParams()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const name = usePickText()(programme.title, programme.original_language)
  const { data, ...rest } = useQuery(channelsQuery(id))
  const columns = useChannelColumns()
  const add = (
    <LinkButton to="/programmes/$id/channels/$channel" params={{ id, channel: 'new' }}>
      {t('channels:add')}
    </LinkButton>
  )
  return (
    <>
      <PageHeader
        title={t('channels:title')}
        lead={t('channels:lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
        actions={data && data.length > 0 && add}
      />
      <DataTable
        label={t('channels:title')}
        columns={columns}
        query={{ ...rest, data: data && { items: data, total: data.length } }}
        rowId={(row) => row.id}
        count={(count) => t('channels:count', { count })}
        empty={
          <EmptyState title={t('channels:empty')} action={add}>
            {t('channels:empty_hint')}
          </EmptyState>
        }
      />
    </>
  )
}
