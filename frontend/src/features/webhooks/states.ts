/** In the order in which one comes through them; alone here, as every page fetches it. */
export const states = ['pending', 'sending', 'delivered', 'dead', 'cancelled'] as const
