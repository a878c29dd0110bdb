import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { NetworkArchiveButton } from '../../../features/networks/archive-button'
import { NetworkView } from '../../../features/networks/network-view'
import { networkQuery } from '../../../features/networks/queries'
import { laterTexts, useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { pickText } from '../../../lib/languages'
import { DocumentsLink } from '../../../ui/documents-link'
import { HistoryLink } from '../../../ui/history-link'
import { LinkButton } from '../../../ui/link-button'
import { MustFill } from '../../../ui/must-fill'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'
import { Watch } from '../../../ui/watch/watch'

// A table is heavy: the page is there without it.
const MemberSection = lazy(() =>
  import('../../../features/networks/member-section').then((part) => ({ default: part.MemberSection })),
)

export const Route = createFileRoute('/_app/networks/$id/')({
  loader: laterTexts,
  component: Network,
})

function Network() {
  const { t } = useTranslation('networks')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(networkQuery(id))
  const language = useLanguage()
  const may = useMayOn('network.write', 'network', id)
  const name = pickText(data.name, language, data.original_language)
  const edit = { to: '/networks/$id/edit', params: { id } } as const
  return (
    <>
      <PageHeader
        title={name?.text ?? data.code}
        lang={name?.lang}
        crumbs={[{ label: t('title'), link: { to: '/networks' } }]}
        tags={data.archived && <StatusTag status="archived" label={t('archived')} />}
        actions={
          <>
            <Watch kind="network" id={id} />
            <HistoryLink kind="network" id={id} />
            <DocumentsLink kind="network" id={id} />
            {may && (
              <>
                <NetworkArchiveButton network={data} />
                <LinkButton {...edit}>{t('change')}</LinkButton>
              </>
            )}
          </>
        }
      />
      <MustFill type="network" id={id} label={(field) => t(fieldNames[field] ?? 'name')} edit={edit} />
      <NetworkView
        network={data}
        members={
          <Suspense>
            <MemberSection network={data} may={may} />
          </Suspense>
        }
        withProjects
      />
    </>
  )
}

/** What the fields that are asked for are called on the page. */
const fieldNames: Record<string, 'starts_on' | 'lead_organisation' | 'themes'> = {
  starts_on: 'starts_on',
  lead_organisation_id: 'lead_organisation',
  theme_ids: 'themes',
}
