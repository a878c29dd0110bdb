import type { ChoicesOut, ResultWithIndicators } from '../api/indicators/types.gen'

/** A result of a project as the service tells it, without indicators unless they are given. */
export const resultWith = (more: Partial<ResultWithIndicators>): ResultWithIndicators => ({
  id: 'r1',
  project_id: 'x',
  kind: 'outcome',
  builds: null,
  goal_ids: [],
  inside_municipal_tasks: null,
  municipal_task: null,
  origin_result_id: null,
  origin_mode: null,
  programme_id: null,
  side_id: null,
  title: { en: 'Centres are used' },
  description: null,
  original_language: 'en',
  position: 1,
  archived: false,
  version: 1,
  created_at: '2006-01-01T00:00:00Z',
  updated_at: '2006-01-01T00:00:00Z',
  indicators: [],
  ...more,
})

/** Two kinds of the table of what goes together in a definition. */
export const choices: ChoicesOut[] = [
  {
    kind: 'number',
    units: ['number', 'custom'],
    directions: ['increase', 'decrease', 'range', 'none'],
    courses: [{ cumulation: 'none', population: 'none', over_time: ['latest'], over_children: ['sum'] }],
    has_decimals: true,
    has_bounds: true,
    has_axes: false,
    has_parts: false,
    scale: 'no',
  },
  {
    kind: 'money',
    units: ['currency'],
    directions: ['increase', 'decrease', 'range', 'none'],
    courses: [{ cumulation: 'none', population: 'none', over_time: ['latest'], over_children: ['sum'] }],
    has_decimals: true,
    has_bounds: true,
    has_axes: false,
    has_parts: false,
    scale: 'no',
  },
]
