import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { getAuditEventOptions } from '../../../api/registry/@tanstack/react-query.gen'
import { EventView } from '../../../features/audit/event-view'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'

const query = (position: string) => getAuditEventOptions({ path: { position: Number(position) } })

export const Route = createFileRoute('/_app/audit/$position')({
  beforeLoad: ({ params }) => {
    if (!/^[1-9]\d{0,15}$/.test(params.position)) throw notFound()
  },
  loader: ({ context, params }) =>
    Promise.all([context.queryClient.ensureQueryData(query(params.position)), laterTexts()]),
  component: function AuditEvent() {
    const { t } = useTranslation('audit')
    const { position } = Route.useParams()
    const { data } = useSuspenseQuery(query(position))
    return (
      <>
        <PageHeader
          title={t('event', { position })}
          crumbs={[{ label: t('title'), link: { to: '/audit' } }]}
        />
        <EventView event={data} />
      </>
    )
  },
})
