/** What the address of a framework names; apart from the page, for it is fetched with every page. */
export const views = ['values', 'performance', 'structure', 'picture', 'coverage'] as const
export type View = (typeof views)[number]
