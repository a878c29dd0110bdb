/** In the order in which a mail comes through them; alone here, as every page fetches it. */
export const states = ['waiting', 'sent', 'refused', 'expired'] as const
