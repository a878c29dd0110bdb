/** What has a history; apart from the page, for its address is looked at with every page. */
export const kinds = [
  'organisation',
  'programme',
  'project',
  'partnership',
  'network',
  'results',
  'programme_results',
] as const
export type HistoryKind = (typeof kinds)[number]

/** Those of a whole framework, by whose it is; all others are things of the registry. */
export const frameworksOf = { results: 'project', programme_results: 'programme' } as const
export type FrameworkKind = keyof typeof frameworksOf
export type ThingKind = Exclude<HistoryKind, FrameworkKind>
