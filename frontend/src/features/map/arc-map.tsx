import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MapPlace } from '../../api/registry/types.gen'
import { type PlacedLabel, placeLabels } from '../../charts/map/labels'
import { Lands } from '../../charts/map/lands'
import { useDrag } from '../../charts/map/use-drag'
import { projectionOf, type View } from '../../charts/map/view'
import { useWidth } from '../../charts/use-width'
import { type Arc, arcWidth, bow } from './arcs'

export interface ArcMapProps {
  arcs: Arc[]
  /** All places, shown or not: they decide what "all links" frames. */
  places: MapPlace[]
  view: View
  onView: (view: View) => void
  marked: string | undefined
  onMark: (key: string | undefined) => void
}

export function ArcMap({ arcs, places, view, onView, marked, onMark }: ArcMapProps) {
  const { t } = useTranslation('map')
  const [measure, width] = useWidth(720)
  const height = Math.round(Math.min(680, Math.max(340, width * 0.86)))
  const id = useId()
  const drag = useDrag(view, onView, { width, height })
  const projection = useMemo(
    () => projectionOf(view, { width, height }, places),
    [view, width, height, places],
  )
  const ends = useMemo(() => endsOf(arcs), [arcs])
  const at = (place: MapPlace) => projection([Number(place.longitude), Number(place.latitude)]) ?? [-99, -99]
  const paths = arcs.map((arc) => ({ arc, d: bow(at(arc.from), at(arc.to)) }))
  const dots = ends.map(({ place, weight }) => ({ place, weight, at: at(place) }))
  const inside = dots.filter(({ at: [x, y] }) => x >= 0 && x <= width && y >= 0 && y <= height)
  const labels = placeLabels(
    inside.map(({ place, weight, at: [x, y] }) => ({
      key: place.organisation_id,
      text: place.name,
      x,
      y,
      weight,
      must: isEnd(marked, place),
    })),
    { width, height },
  )
  const title = t('map_of', {
    links: t('links', { count: arcs.length }),
    places: t('places', { count: ends.length }),
  })
  const codes = useMemo(() => new Set(ends.map(({ place }) => place.country_code)), [ends])
  return (
    <div ref={measure} className="arc-map">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="img"
        aria-labelledby={id}
        {...drag}
      >
        <title id={id}>{title}</title>
        <Lands projection={projection} codes={codes} />
        {paths.map(({ arc, d }) => (
          <path
            key={arc.key}
            className="arc"
            data-status={arc.status}
            data-marked={marked === undefined ? undefined : marked === arc.key}
            d={d}
            strokeWidth={arcWidth(arc.partnerships.length) + (marked === arc.key ? 1.5 : 0)}
            onPointerEnter={() => onMark(arc.key)}
            onPointerLeave={() => onMark(undefined)}
          />
        ))}
        {dots.map(({ place, at: [cx, cy] }) => (
          <circle key={place.organisation_id} className="arc-dot" cx={cx} cy={cy} r={3} />
        ))}
        <Labels labels={labels} marked={marked} />
      </svg>
    </div>
  )
}

function Labels({ labels, marked }: { labels: PlacedLabel[]; marked: string | undefined }) {
  return labels.map(({ key, text, x, y, anchor }) => (
    <text
      key={key}
      className="arc-label"
      x={x}
      y={y}
      textAnchor={anchor}
      data-marked={marked?.includes(key) || undefined}
    >
      {text}
    </text>
  ))
}

const isEnd = (key: string | undefined, place: MapPlace) => key?.includes(place.organisation_id) ?? false

/** The places of the shown arcs, each with the number of partnerships that end there. */
function endsOf(arcs: Arc[]): { place: MapPlace; weight: number }[] {
  const ends = new Map<string, { place: MapPlace; weight: number }>()
  for (const { from, to, partnerships } of arcs) {
    for (const place of [from, to]) {
      const weight = (ends.get(place.organisation_id)?.weight ?? 0) + partnerships.length
      ends.set(place.organisation_id, { place, weight })
    }
  }
  return [...ends.values()]
}
