import type { ListAuditEventsData, ListPersonalReadsData } from '../../api/registry/types.gen'
import { given } from '../../lib/given'

type Query = NonNullable<ListAuditEventsData['query']>

interface Period {
  after?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

export interface AuditSearch extends Period {
  kind?: Query['kind'] | undefined
  outcome?: Query['outcome'] | undefined
  object_type?: string | undefined
  action?: string | undefined
  actor?: string | undefined
  person?: string | undefined
  object?: string | undefined
  request?: string | undefined
}

/** The beginning of a day where the reader is; of the next one for the end of a period. */
const dayBegins = (day: string, later = 0): string => {
  const date = new Date(`${day}T00:00:00`)
  date.setDate(date.getDate() + later)
  return date.toISOString()
}

/** What the service is asked for; the address holds days, and the last one counts. */
const asked = ({ after, from, to, ...rest }: Period & Record<string, unknown>): object =>
  given({
    ...rest,
    cursor: after,
    since: from && dayBegins(from),
    until: to && dayBegins(to, 1),
  })

export const eventQuery = ({ person: _, ...values }: AuditSearch): Query => asked(values) as Query

export const readQuery = ({ actor, person, action, after, from, to }: AuditSearch) =>
  asked({ reader: actor, person, action, after, from, to }) as NonNullable<ListPersonalReadsData['query']>

/** The same events as a file. */
export function csvAddress(values: AuditSearch): string {
  const { cursor: _, ...query } = eventQuery(values)
  const search = new URLSearchParams(query as Record<string, string>).toString()
  return `/api/registry/v1/audit/events.csv${search && `?${search}`}`
}
