import { type GeoProjection, geoNaturalEarth1 } from 'd3-geo'
import type { Preset } from './presets'

/** West, south, east, north. */
type Frame = readonly [number, number, number, number]

const frames: Record<Exclude<Preset, 'all'>, Frame> = {
  world: [-165, -52, 178, 76],
  europe: [-8, 36, 42, 71],
  africa: [-19, -36, 52, 37],
}

/** In degrees, as the services write them. */
export interface Point {
  latitude: string
  longitude: string
}

export interface View {
  preset: Preset
  zoom: number
  /** How far the middle is moved, in parts of the map's own size. */
  x: number
  y: number
}

export const startView = (preset: Preset): View => ({ preset, zoom: 1, x: 0, y: 0 })

const step = 0.2
const zoomStep = 1.5

export type Move = 'in' | 'out' | 'west' | 'east' | 'north' | 'south'

/** The middle of the picture stays the middle when it is made larger or smaller. */
export function moved(view: View, move: Move): View {
  if (move === 'in' || move === 'out') {
    const factor = move === 'in' ? zoomStep : 1 / zoomStep
    const zoom = Math.min(12, Math.max(0.5, view.zoom * factor))
    const real = zoom / view.zoom
    return { ...view, zoom, x: view.x * real, y: view.y * real }
  }
  const x = { west: step, east: -step, north: 0, south: 0 }[move]
  const y = { north: step, south: -step, west: 0, east: 0 }[move]
  return shifted(view, x, y)
}

export function shifted(view: View, x: number, y: number): View {
  const most = view.zoom * 1.5
  const within = (value: number) => Math.min(most, Math.max(-most, value))
  return { ...view, x: within(view.x + x), y: within(view.y + y) }
}

function frameOf(preset: Preset, places: readonly Point[]): Frame {
  if (preset !== 'all') return frames[preset]
  if (places.length === 0) return frames.world
  const longitudes = places.map(({ longitude }) => Number(longitude))
  const latitudes = places.map(({ latitude }) => Number(latitude))
  const [west, east] = spread(longitudes, 12)
  const [south, north] = spread(latitudes, 8)
  return [west, south, east, north]
}

/** From the least to the most; one place alone is shown with some land around it. */
function spread(degrees: number[], atLeast: number): [number, number] {
  const [low, high] = [Math.min(...degrees), Math.max(...degrees)]
  const more = Math.max(0, atLeast - (high - low)) / 2
  return [low - more, high + more]
}

/** Natural Earth, turned so that Norway and Africa stand upright. */
export function projectionOf(
  view: View,
  size: { width: number; height: number },
  places: readonly Point[],
): GeoProjection {
  const { width, height } = size
  const [west, south, east, north] = frameOf(view.preset, places)
  const middle = (west + east) / 2
  const corners = [west, middle, east].flatMap((longitude) =>
    [south, north].map((latitude): [number, number] => [longitude, latitude]),
  )
  const edge = Math.min(64, width * 0.1)
  const projection = geoNaturalEarth1()
    .rotate([-Math.min(20, Math.max(-20, middle)), 0])
    .fitExtent(
      [
        [edge, edge / 2],
        [width - edge, height - edge / 2],
      ],
      { type: 'MultiPoint', coordinates: corners },
    )
  const [left, top] = projection.translate()
  return projection
    .scale(projection.scale() * view.zoom)
    .translate([
      width / 2 + (left - width / 2) * view.zoom + view.x * width,
      height / 2 + (top - height / 2) * view.zoom + view.y * height,
    ])
    .clipExtent([
      [-20, -20],
      [width + 20, height + 20],
    ])
}
