import './map.css'
import { geoCentroid } from 'd3-geo'
import { scaleSqrt } from 'd3-scale'
import { useId, useMemo } from 'react'
import { useWidth } from '../use-width'
import { placeLabels } from './labels'
import { Lands } from './lands'
import { useDrag } from './use-drag'
import { type Point, projectionOf, type View } from './view'
import { lands } from './world'

export interface MapCircle {
  key: string
  /** Where it is; without a point it is drawn in the middle of its country. */
  point: Point | null
  country: string | null
  /** What its area stands for; nothing where there is no value. */
  size: number | null
  /** How it stands; told in words beside the map. */
  standing: string
  label: string
}

interface PointMapProps {
  title: string
  circles: MapCircle[]
  view: View
  onView: (view: View) => void
  marked: string | undefined
  onMark: (key: string | undefined) => void
}

const least = 5
const most = 26

/** Circles as large as what they stand for. Whoever cannot see them reads the table beside it. */
export function PointMap({ title, circles, view, onView, marked, onMark }: PointMapProps) {
  const [measure, width] = useWidth(720)
  const height = Math.round(Math.min(620, Math.max(320, width * 0.8)))
  const id = useId()
  const drag = useDrag(view, onView, { width, height })
  const placed = useMemo(() => placedOf(circles), [circles])
  const projection = useMemo(
    () =>
      projectionOf(
        view,
        { width, height },
        placed.map(({ point }) => point),
      ),
    [view, width, height, placed],
  )
  const area = scaleSqrt([0, Math.max(1e-9, ...placed.map(({ size }) => Math.abs(size ?? 0)))], [least, most])
  const codes = useMemo(() => new Set(circles.map(({ country }) => country)), [circles])
  const dots = placed.map((circle) => {
    const [x, y] = projection([Number(circle.point.longitude), Number(circle.point.latitude)]) ?? [-99, -99]
    return { ...circle, x, y, r: circle.size === null ? least : area(Math.abs(circle.size)) }
  })
  const labels = placeLabels(
    dots
      .filter(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height)
      .map(({ key, label, x, y, r }) => ({
        key,
        text: label,
        x,
        y,
        weight: r,
        must: marked === key,
        reach: r + 1,
      })),
    { width, height },
  )
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
        {dots.map(({ key, x, y, r, standing, near }) => (
          <circle
            key={key}
            className="map-circle"
            data-standing={standing}
            data-near={near || undefined}
            data-marked={marked === undefined ? undefined : marked === key}
            cx={x}
            cy={y}
            r={r}
            onPointerEnter={() => onMark(key)}
            onPointerLeave={() => onMark(undefined)}
          />
        ))}
        {labels.map(({ key, text, x, y, anchor }) => (
          <text
            key={key}
            className="arc-label"
            x={x}
            y={y}
            textAnchor={anchor}
            data-marked={marked === key || undefined}
          >
            {text}
          </text>
        ))}
      </svg>
    </div>
  )
}

type Placed = MapCircle & { point: Point; near: boolean }

/** Large ones first, so that none hides another; without a point and a country there is no place. */
function placedOf(circles: MapCircle[]): Placed[] {
  return circles
    .flatMap((circle): Placed[] => {
      if (circle.point) return [{ ...circle, point: circle.point, near: false }]
      const middle = middleOf(circle.country)
      return middle ? [{ ...circle, point: middle, near: true }] : []
    })
    .toSorted((a, b) => Math.abs(b.size ?? 0) - Math.abs(a.size ?? 0))
}

function middleOf(country: string | null): Point | undefined {
  const land = lands.find(({ properties }) => properties.code === country)
  if (!land) return undefined
  const [longitude, latitude] = geoCentroid(land)
  return { longitude: String(longitude), latitude: String(latitude) }
}
