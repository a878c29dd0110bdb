import './performance.css'
import { LocalAlert, Select, Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getResultMapOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { ResultMap as Found, MapPoint } from '../../../api/indicators/types.gen'
import { ChartFigure } from '../../../charts/chart-figure'
import { MapControls } from '../../../charts/map/map-controls'
import { startView, type View } from '../../../charts/map/view'
import { useLanguage } from '../../../i18n'
import { useCountries } from '../../../lib/countries'
import { given } from '../../../lib/given'
import { useSearchChange } from '../../../lib/search'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { share } from '../figures'
import { ResultsWaiting } from '../results-waiting'
import { useAmount, useTarget } from './amounts'
import { ExplainPanel } from './explain-panel'
import type { Asked } from './performance-view'
import { keyOf, PlaceTable } from './place-table'

const PointMap = lazy(() =>
  import('../../../charts/map/point-map').then((part) => ({ default: part.PointMap })),
)

interface ResultMapProps {
  asked: Asked
  definition: string | undefined
  figure: string | undefined
}

/** What one definition comes to, place by place: drawn, and in words beside it. */
export function ResultMap({ asked, definition, figure }: ResultMapProps) {
  const { t } = useTranslation('performance')
  const query = given({ ...asked, definition_id: definition })
  const found = useQuery({ ...getResultMapOptions({ query }), placeholderData: keepPreviousData })
  if (found.isError) return <InlineError error={found.error} retry={found.refetch} />
  if (!found.data) return <ResultsWaiting />
  const { definitions, points, truncated } = found.data
  return (
    <div className="stack" aria-busy={found.isPlaceholderData}>
      {definitions.length > 0 && <Choice found={found.data} />}
      {truncated && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Content>{t('map.truncated')}</LocalAlert.Content>
        </LocalAlert>
      )}
      {points.length === 0 ? (
        <EmptyState title={t('map.empty')}>{t('map.empty_hint')}</EmptyState>
      ) : (
        <Places found={found.data} />
      )}
      <ExplainPanel figure={figure} />
    </div>
  )
}

function Choice({ found: { definitions, definition_id } }: { found: Found }) {
  const { t } = useTranslation('performance')
  const change = useSearchChange()
  const pick = usePickText()
  return (
    <Select
      size="small"
      className="comparison__choice noprint"
      label={t('map.definition')}
      value={definition_id ?? ''}
      onChange={(event) => change({ definition: event.target.value })}
    >
      {definitions.map(({ id, code, name, projects }) => (
        <option key={id} value={id}>
          {`${code} ${pick(name)} (${t('map.projects', { count: projects })})`}
        </option>
      ))}
    </Select>
  )
}

function Places({ found }: { found: Found }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const target = useTarget()
  const pick = usePickText()
  const nameOf = usePlaceName()
  const [view, setView] = useState<View>(startView('all'))
  const [marked, setMarked] = useState<string>()
  const { points, without_coordinates, definitions, definition_id } = found
  const chosen = definitions.find(({ id }) => id === definition_id)
  const title = chosen ? pick(chosen.name) : t('map.title')
  const circles = useMemo(
    () =>
      points.map((point, index) => {
        const { latitude, longitude, country_code } = point.position
        return {
          key: keyOf(point, index),
          point: latitude !== null && longitude !== null ? { latitude, longitude } : null,
          country: country_code,
          size: point.life.value === null ? null : Number(point.life.value),
          standing: point.life.value === null ? 'no_data' : (point.status ?? 'unjudged'),
          label: say(point.life, point),
        }
      }),
    [points, say],
  )
  return (
    <div className="map-layout">
      <ChartFigure
        level="2"
        title={title}
        summary={t('map.summary', { count: points.length, without: without_coordinates })}
        table={{
          head: [
            t('map.project'),
            t('map.place'),
            t('map.country'),
            t('map.figure'),
            t('target'),
            t('progress'),
            t('status.label'),
          ],
          rows: points.map((point) => [
            `${point.framework.code} ${pick(point.title, point.original_language)}`,
            nameOf(point),
            point.position.country_code,
            say(point.life, point),
            point.target && target(point.target, point),
            point.progress === null ? null : share(language, point.progress),
            point.is_whole ? t(`status.${point.status ?? 'unjudged'}`) : null,
          ]),
        }}
      >
        <div className="map-panel">
          <MapControls view={view} onView={setView} all={t('map.all')} />
          <Suspense fallback={<Skeleton variant="rounded" height="32rem" />}>
            <PointMap
              title={title}
              circles={circles}
              view={view}
              onView={setView}
              marked={marked}
              onMark={setMarked}
            />
          </Suspense>
          <p className="flush small subtle">{t('map.legend')}</p>
        </div>
      </ChartFigure>
      <PlaceTable points={points} nameOf={nameOf} marked={marked} onMark={setMarked} />
    </div>
  )
}

/** Where a figure is shown, and how near that is. */
function usePlaceName(): (point: MapPoint) => string {
  const { t } = useTranslation('performance')
  const { countryName } = useCountries()
  const pick = usePickText()
  return ({ position: { where, name, original_language, country_code }, is_whole }) => {
    if (name) {
      const said = pick(name, original_language ?? undefined)
      return where === 'partner' ? t('map.at_partner', { name: said }) : said
    }
    if (where === 'country' && country_code)
      return t('map.in_country', { country: countryName(country_code) })
    return is_whole ? t('map.nowhere') : t('map.not_said')
  }
}
