import { choice, flag, type SearchOf, searchSchema, text } from '../../lib/search'

/** What the address of a framework names; apart from the page, for it is fetched with every page. */
export const views = ['values', 'performance', 'structure', 'picture', 'coverage'] as const
export type View = (typeof views)[number]

export const resultsSearch = searchSchema({
  archived: flag(),
  view: choice(views),
  /** What the table of figures is narrowed down to; looked at where the table is. */
  kind: text(),
  status: text(),
  /** The columns that are left out. */
  hide: text(),
  axis: text(),
  /** The check whose findings are shown. */
  check: text(),
  /** The figure that is explained. */
  figure: text(),
  /** Where the page of a table begins. */
  after: text(),
})
export type ResultsSearch = SearchOf<typeof resultsSearch>
