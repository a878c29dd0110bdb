import type { ChoicesOut } from '../../api/indicators/types.gen'
import type { RuleOut } from './rule'

type Course = ChoicesOut['courses'][number]
export type Kind = RuleOut['kind']
/** What is chosen of a rule, as far as the choices hang together. */
export interface Chosen {
  kind: Kind
  unit_kind: string
  direction: RuleOut['direction']
  population: Course['population']
  cumulation: Course['cumulation']
  over_time: Course['over_time'][number]
  over_children: Course['over_children'][number]
}
/** In the order in which one leaves room for the next. */
export const chosenFields = [
  'kind',
  'unit_kind',
  'direction',
  'population',
  'cumulation',
  'over_time',
  'over_children',
] as const
export type ChosenField = (typeof chosenFields)[number]
export type Possible = { [Field in ChosenField]: Chosen[Field][] }

const unique = <T>(values: T[]): T[] => [...new Set(values)]

/** What each choice leaves of those after it; the first of each is what it usually is. */
export function possible(kinds: ChoicesOut[], chosen: Chosen): Possible | undefined {
  const choices = kinds.find(({ kind }) => kind === chosen.kind)
  if (!choices) return undefined
  const { courses } = choices
  const populations = unique(courses.map(({ population }) => population))
  const population = kept(populations, chosen.population)
  const flows = courses.filter((course) => course.population === population)
  const cumulations = unique(flows.map(({ cumulation }) => cumulation))
  const cumulation = kept(cumulations, chosen.cumulation)
  const course = flows.find((flow) => flow.cumulation === cumulation)
  return {
    kind: kinds.map(({ kind }) => kind),
    unit_kind: choices.units,
    direction: choices.directions,
    population: populations,
    cumulation: cumulations,
    over_time: course?.over_time ?? [],
    over_children: course?.over_children ?? [],
  }
}

const kept = <T>(options: T[], value: T): T | undefined => (options.includes(value) ? value : options[0])

/** What has to become something else for the choices to go together. */
export function mended(kinds: ChoicesOut[], chosen: Chosen): Partial<Chosen> {
  const options = possible(kinds, chosen)
  if (!options) return {}
  const wrong = chosenFields.filter((field) => !(options[field] as string[]).includes(chosen[field]))
  return Object.fromEntries(wrong.map((field) => [field, options[field][0]]))
}

const worded: Kind[] = ['yes_no', 'scale', 'text', 'milestone']
export type Limit = 'formula' | 'worded' | 'unique' | 'running' | 'summed' | 'share' | 'money' | 'kind'

/** Why there is less to choose from for a field than there might be. */
export function limit(field: ChosenField, { kind, population, cumulation }: Chosen): Limit {
  if (field === 'unit_kind' || field === 'direction' || field === 'population') return 'kind'
  if (kind === 'formula') return 'formula'
  if (worded.includes(kind)) return 'worded'
  if (population.startsWith('unique')) return 'unique'
  if (field === 'over_time' && cumulation === 'running') return 'running'
  if (field === 'over_time' && cumulation === 'summed') return 'summed'
  if (kind === 'percentage' || kind === 'ratio') return 'share'
  return kind === 'money' ? 'money' : 'kind'
}
