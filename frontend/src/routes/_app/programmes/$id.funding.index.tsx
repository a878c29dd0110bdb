import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { funnelQuery } from '../../../features/funding/queries'
import { Rounds } from '../../../features/funding/rounds'
import { programmeQuery } from '../../../features/programmes/queries'
import { laterTexts } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { InlineError } from '../../../ui/inline-error'
import { ListDownload } from '../../../ui/list-download'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'

// A drawing with its table: below the weight that a page may have at first.
const FunnelFigure = lazy(() =>
  import('../../../features/funding/funnel-figure').then((part) => ({ default: part.FunnelFigure })),
)

export const Route = createFileRoute('/_app/programmes/$id/funding/')({
  loader: laterTexts,
  component: Funding,
})

/** How far the partnerships that a programme supports came: from support to funding. */
function Funding() {
  const { t } = useTranslation(['funding', 'programmes'])
  const { id } = Route.useParams()
  const { data: programme } = useSuspenseQuery(programmeQuery(id))
  const { data: funnel, error, refetch } = useQuery(funnelQuery(id))
  const may = useMayOn('programme.write', 'programme', id)
  const name = usePickText()(programme.title, programme.original_language)
  return (
    <>
      <PageHeader
        title={t('funding:title')}
        lead={t('funding:lead')}
        crumbs={[
          { label: t('programmes:title'), link: { to: '/programmes' } },
          { label: name, link: { to: '/programmes/$id', params: { id } } },
        ]}
        actions={<ListDownload list={`programmes/${id}/funnel`} values={{}} />}
      />
      {error && <InlineError error={error} retry={refetch} />}
      {!funnel && !error && <div className="pending" aria-busy />}
      {funnel && (
        <div className="stack">
          {funnel.rounds.length > 0 && (
            <Suspense fallback={<div className="pending" />}>
              <FunnelFigure funnel={funnel} />
            </Suspense>
          )}
          <Rounds funnel={funnel} may={may} />
        </div>
      )}
    </>
  )
}
