/** From what is put in to what it is for. */
export const kinds = ['input', 'activity', 'output', 'outcome', 'impact'] as const
export type Kind = (typeof kinds)[number]
