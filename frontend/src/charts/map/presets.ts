/** Apart from the drawing: the page's address is read with every page, and the drawing is heavy. */
export const presets = ['all', 'world', 'europe', 'africa'] as const
export type Preset = (typeof presets)[number]
