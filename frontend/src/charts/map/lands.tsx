import { geoPath } from 'd3-geo'
import { memo } from 'react'
import type { projectionOf } from './view'
import { lands } from './world'

interface LandsProps {
  projection: ReturnType<typeof projectionOf>
  codes: ReadonlySet<string | null>
}

/** Drawn anew only when the picture moves, not when an arc is marked. */
export const Lands = memo(function Lands({ projection, codes }: LandsProps) {
  const path = geoPath(projection).digits(1)
  return lands.map((land) => (
    <path
      key={land.properties.code}
      className="land"
      data-member={codes.has(land.properties.code) || undefined}
      d={path(land) ?? ''}
    />
  ))
})
