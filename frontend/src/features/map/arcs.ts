import type { MapLink, MapPlace, PartnershipLinks, PartnershipState } from '../../api/registry/types.gen'

/** All partnerships between the same two places: one arc. */
export interface Arc {
  key: string
  from: MapPlace
  to: MapPlace
  /** The liveliest of its partnerships. */
  status: PartnershipState
  partnerships: { id: string; name: string; status: PartnershipState }[]
}

const liveliest = ['active', 'pilot', 'pre_study', 'standstill', 'ended'] as const

/** The arcs of the map, by name; links of a status that is not shown are left out. */
export function arcsOf(data: PartnershipLinks, shown: ReadonlySet<string>): Arc[] {
  const places = new Map(data.places.map((place) => [place.organisation_id, place]))
  const arcs = new Map<string, Arc>()
  for (const link of data.links) {
    const from = places.get(link.from)
    const to = places.get(link.to)
    if (!from || !to || !shown.has(link.status)) continue
    const key = `${link.from} ${link.to}`
    const arc = arcs.get(key) ?? { key, from, to, status: link.status, partnerships: [] }
    arcs.set(key, {
      ...arc,
      status: livelier(arc.status, link),
      partnerships: [...arc.partnerships, own(link)],
    })
  }
  return [...arcs.values()].sort(
    (a, b) => a.from.name.localeCompare(b.from.name) || a.to.name.localeCompare(b.to.name),
  )
}

const own = ({ partnership_id, name, status }: MapLink) => ({ id: partnership_id, name, status })

const livelier = (status: PartnershipState, link: MapLink): PartnershipState =>
  liveliest.indexOf(link.status) < liveliest.indexOf(status) ? link.status : status

export const statusesOf = (data: PartnershipLinks): PartnershipState[] =>
  liveliest.filter((status) => data.links.some((link) => link.status === status))

/** Wider for each further partnership, but never so wide that it hides the land. */
export const arcWidth = (count: number): number => Math.min(7, 1.75 + (count - 1) * 1.5)

export type Point = readonly [number, number]

/** A bow between two points, always to the same side as seen from the first. */
export function bow([x1, y1]: Point, [x2, y2]: Point): string {
  const bend = 0.16
  const x = (x1 + x2) / 2 - (y2 - y1) * bend
  const y = (y1 + y2) / 2 + (x2 - x1) * bend
  const n = (value: number) => Math.round(value * 10) / 10
  return `M${n(x1)},${n(y1)}Q${n(x)},${n(y)} ${n(x2)},${n(y2)}`
}
