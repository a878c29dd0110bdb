/** Apart from the page: the address is read before it is fetched. */
export const ways = ['kind', 'project', 'programme', 'country', 'theme'] as const
export const levels = ['input', 'activity', 'output', 'outcome', 'impact'] as const
export const stands = ['behind', 'no_data', 'on_track', 'ahead', 'reached', 'not_due', 'unjudged'] as const
