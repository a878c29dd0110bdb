/** What has a history; apart from the page, for its address is looked at with every page. */
export const kinds = ['organisation', 'programme', 'project', 'partnership', 'network', 'results'] as const
export type HistoryKind = (typeof kinds)[number]
