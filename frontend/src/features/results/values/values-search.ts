import { choice, integer, type SearchOf, searchSchema } from '../../../lib/search'

/** A year alone, and what waits for a decision instead of the grid. */
export const valuesSearch = searchSchema({ year: integer(1900, 2200), view: choice(['review']) })
export type ValuesSearch = SearchOf<typeof valuesSearch>
