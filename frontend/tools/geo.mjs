// Writes src/geo/world.json, the land that partnerships are drawn on: node tools/geo.mjs
//
// The countries of Natural Earth (public domain) at 1:50 million, simplified until they weigh as much as a picture.
// The id is the ISO 3166-1 numeric code (Kosovo 983, as in the registry's list of countries), `code` its two letters.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { mergeArcs, quantize, transform } from 'topojson-client'
import {
  filter,
  filterAttached,
  presimplify,
  simplify,
  sphericalRingArea,
  sphericalTriangleArea,
} from 'topojson-simplify'

const SOURCE = new URL('../node_modules/world-atlas/countries-50m.json', import.meta.url)
const CODES = new URL('../../services/api/src/bromost_api/codelists/countries.csv', import.meta.url)
const TARGET = new URL('../src/geo/world.json', import.meta.url)

const BUDGET = 25_000 // bytes, compressed
const GRID = 1e4 // cells on each axis
const SMALLEST_BEND = 4e-5 // steradians, as is the next
const SMALLEST_ISLAND = 8e-5 // unless it is a country's largest
const ISLAND_POINTS = 6 // an island of fewer is a splinter

// Where partnerships are dense the land is drawn more exactly; the first area that holds a point decides.
const DETAIL = [
  { west: 13, east: 24, south: 40, north: 47, times: 60 }, // the western Balkans
  { west: 4, east: 32, south: 57, north: 72, times: 8 }, // the north
  { west: -11, east: 36, south: 34, north: 57, times: 3 }, // the rest of Europe
  { west: 11, east: 51, south: -35, north: 5, times: 3 }, // southern and eastern Africa
  { west: 79, east: 82, south: 5, north: 10, times: 20 }, // Sri Lanka
  { west: -180, east: -30, south: -90, north: 90, times: 0.4 }, // the Americas
]

// Countries that Natural Earth leaves without a code, and parts of a country that it draws as countries.
const IDS = { Kosovo: '983', 'N. Cyprus': '196', Somaliland: '706' }
const ANTARCTICA = '010' // nobody's partner, and it stretches every projection
const CRIMEA = { west: 32, east: 37, south: 44, north: 47 }
const [RUSSIA, UKRAINE] = ['643', '804']

const within = (box, [longitude, latitude]) =>
  longitude > box.west && longitude < box.east && latitude > box.south && latitude < box.north

const detail = (point) => DETAIL.find((area) => within(area, point))?.times ?? 1

const index = (arc) => (arc < 0 ? ~arc : arc)

/** Points in degrees instead of steps on a grid. */
function inDegrees({ transform: steps, ...topology }) {
  const point = transform(steps)
  return { ...topology, arcs: topology.arcs.map((arc) => arc.map((it, position) => point(it, position))) }
}

/** The polygons of each country, by its numeric code. */
function polygonsByCountry({ objects }) {
  const found = new Map()
  for (const { id, type, arcs, properties } of objects.countries.geometries) {
    const code = id ?? IDS[properties.name]
    if (code === undefined || code === ANTARCTICA) continue
    found.set(code, [...(found.get(code) ?? []), ...(type === 'Polygon' ? [arcs] : arcs)])
  }
  return found
}

/** Natural Earth draws who holds the Crimea, not whose it is: this gives it back to Ukraine, as the UN's maps do. */
function withCrimea({ arcs }, polygons) {
  const isCrimea = ([ring]) => ring.every((arc) => arcs[index(arc)].every((point) => within(CRIMEA, point)))
  const [crimea, ...more] = polygons.get(RUSSIA).filter(isCrimea)
  if (!crimea || more.length > 0) throw new Error('The Crimea is not one polygon of Russia any more')
  const russian = polygons.get(RUSSIA).filter((it) => it !== crimea)
  return new Map([...polygons, [RUSSIA, russian], [UKRAINE, [...polygons.get(UKRAINE), crimea]]])
}

function lettersByNumber() {
  const [, ...lines] = readFileSync(CODES, 'utf8').trim().split('\n')
  const rows = lines.map((line) => line.split(',', 4)).filter(([, , , kind]) => kind !== 'historic')
  return new Map(rows.map(([code, , numeric]) => [numeric, code]))
}

function whole(topology) {
  const letters = lettersByNumber()
  const polygons = [...withCrimea(topology, polygonsByCountry(topology))]
  const geometries = polygons
    .toSorted(([one], [other]) => one - other)
    .map(([id, arcs]) => {
      if (!letters.has(id)) throw new Error(`${id} is not in the list of countries`)
      return {
        ...mergeArcs(topology, [{ type: 'MultiPolygon', arcs }]),
        id,
        properties: { code: letters.get(id) },
      }
    })
  return { ...topology, objects: { countries: { type: 'GeometryCollection', geometries } } }
}

/** The area of a ring, weighed by where it is. */
function worth({ arcs }, ring) {
  const points = ring.flatMap((arc) => (arc < 0 ? arcs[~arc].toReversed() : arcs[arc]).slice(1))
  return sphericalRingArea([points.at(-1), ...points]) * detail(points[0])
}

/** Without the small islands; yet a country's largest stays however small it is, and what touches another country. */
function withoutIslands(topology) {
  const isAttached = filterAttached(topology)
  const geometries = topology.objects.countries.geometries.map((country) => {
    const worths = new Map(country.arcs.map((polygon) => [polygon, worth(topology, polygon[0])]))
    const least = Math.min(SMALLEST_ISLAND, Math.max(...worths.values()))
    return { ...country, arcs: country.arcs.filter((it) => isAttached(it[0]) || worths.get(it) >= least) }
  })
  return filter({ ...topology, objects: { countries: { type: 'GeometryCollection', geometries } } })
}

function simplified(topology) {
  const weighed = presimplify(topology, (triangle) => sphericalTriangleArea(triangle) * detail(triangle[1]))
  const islands = topology.objects.countries.geometries
    .flatMap((it) => it.arcs.flat())
    .filter((it) => it.length === 1)
  for (const [arc] of islands) {
    const heaviest = weighed.arcs[index(arc)].toSorted((one, other) => other[2] - one[2])
    for (const point of heaviest.slice(0, ISLAND_POINTS)) point[2] = Number.POSITIVE_INFINITY
  }
  return simplify(weighed, SMALLEST_BEND)
}

const source = inDegrees(JSON.parse(readFileSync(SOURCE, 'utf8')))
const world = JSON.stringify(
  quantize({ ...simplified(withoutIslands(whole(source))), bbox: undefined }, GRID),
)
const size = gzipSync(world, { level: 9 }).length
if (size > BUDGET) throw new Error(`${size} bytes compressed are more than ${BUDGET}`)
writeFileSync(TARGET, `${world}\n`)
console.log(`${fileURLToPath(TARGET)}: ${world.length} bytes, ${size} compressed`)
