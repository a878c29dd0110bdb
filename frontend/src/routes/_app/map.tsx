import { TableIcon } from '@navikt/aksel-icons'
import { LocalAlert, Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listPartnershipLinksOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { PartnershipLinks, PartnershipState } from '../../api/registry/types.gen'
import { presets } from '../../charts/map/presets'
import { startView, type View } from '../../charts/map/view'
import { ArcTable } from '../../features/map/arc-table'
import { arcsOf, statusesOf } from '../../features/map/arcs'
import { StatusLegend } from '../../features/map/status-legend'
import { Unplaced } from '../../features/map/unplaced'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'
import { choice, isoDate, searchSchema, useSearchChange } from '../../lib/search'
import { AsOfField } from '../../ui/as-of-field'
import { EmptyState } from '../../ui/empty-state'
import { InlineError } from '../../ui/inline-error'
import { LinkButton } from '../../ui/link-button'
import { PageHeader } from '../../ui/page-header'

/** The coastlines come after the table, which says the same. */
const MapControls = lazy(() =>
  import('../../charts/map/map-controls').then((part) => ({ default: part.MapControls })),
)
const ArcMap = lazy(() => import('../../features/map/arc-map').then((part) => ({ default: part.ArcMap })))

const search = searchSchema({ as_of: isoDate(), view: choice(presets) })

const query = (asOf: string | undefined) => listPartnershipLinksOptions({ query: given({ as_of: asOf }) })

export const Route = createFileRoute('/_app/map')({
  validateSearch: search,
  loaderDeps: ({ search: { as_of } }) => ({ as_of }),
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(query(deps.as_of))
    return laterTexts()
  },
  component: MapPage,
})

function MapPage() {
  const { t } = useTranslation('map')
  const { as_of } = Route.useSearch()
  const { data, error, refetch } = useQuery({ ...query(as_of), placeholderData: keepPreviousData })
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <LinkButton
            to="/partnerships"
            search={as_of ? { as_of } : {}}
            variant="secondary"
            data-color="neutral"
            icon={<TableIcon aria-hidden />}
          >
            {t('as_table')}
          </LinkButton>
        }
      />
      <div className="filter-bar filter-bar__fields noprint">
        <AsOfField value={as_of} />
      </div>
      {data ? (
        <LinksMap data={data} asOf={as_of} />
      ) : error ? (
        <InlineError error={error} retry={refetch} />
      ) : (
        <Skeleton variant="rounded" height="36rem" />
      )}
    </>
  )
}

function LinksMap({ data, asOf }: { data: PartnershipLinks; asOf: string | undefined }) {
  const { t } = useTranslation('map')
  const change = useSearchChange()
  const [view, setView] = useState<View>(startView(Route.useSearch().view ?? 'all'))
  const [marked, setMarked] = useState<string>()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const statuses = statusesOf(data)
  const shown = useMemo(
    () => new Set(statusesOf(data).filter((status) => !hidden.has(status))),
    [data, hidden],
  )
  const arcs = useMemo(() => arcsOf(data, shown), [data, shown])
  const toggle = (status: PartnershipState) => {
    const next = new Set(hidden)
    if (!next.delete(status)) next.add(status)
    setHidden(next)
  }
  const look = (next: View) => {
    if (next.preset !== view.preset) change({ view: next.preset === 'all' ? undefined : next.preset })
    setView(next)
  }
  if (data.links.length === 0 && data.unplaced.length === 0) {
    return <EmptyState title={t('empty')}>{t('empty_hint')}</EmptyState>
  }
  return (
    <div className="stack">
      {data.truncated && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Content>{t('truncated')}</LocalAlert.Content>
        </LocalAlert>
      )}
      <div className="map-layout">
        <div className="map-panel">
          <Suspense fallback={<Skeleton variant="rounded" height="32rem" />}>
            <MapControls view={view} onView={look} />
            <ArcMap
              arcs={arcs}
              places={data.places}
              view={view}
              onView={look}
              marked={marked}
              onMark={setMarked}
            />
          </Suspense>
          <StatusLegend statuses={statuses} shown={shown} onToggle={toggle} />
        </div>
        <ArcTable arcs={arcs} marked={marked} onMark={setMarked} asOf={asOf} />
      </div>
      <Unplaced unplaced={data.unplaced} />
    </div>
  )
}
