import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import file from '../../geo/world.json'

export type Land = Feature<Polygon | MultiPolygon, { code: string }>

// The file is made by a script and held by a test; its own type would be thousands of lines.
const topology = file as unknown as Topology<{ countries: GeometryCollection<{ code: string }> }>

export const lands = feature(topology, topology.objects.countries).features as Land[]
