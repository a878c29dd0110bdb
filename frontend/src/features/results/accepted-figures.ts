import { queryOptions, useQuery } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo, useRef } from 'react'
import { listPerformanceQueryKey } from '../../api/indicators/@tanstack/react-query.gen'
import { listPerformance } from '../../api/indicators/sdk.gen'
import type { AmountOut, FrameworkOut, IndicatorOut, PerformanceRow } from '../../api/indicators/types.gen'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'

const PER_PAGE = 200
/** Those that are being worked out are soon there. */
const AGAIN_AFTER = 2000

/** What the indicators of a framework come to by all that was accepted, as every other page tells it. */
const acceptedFigures = (ownerId: string) =>
  queryOptions({
    queryKey: [...listPerformanceQueryKey({ query: { owner_id: ownerId } }), 'all'],
    queryFn: async ({ signal }) => {
      // What is said of them, most pages never say.
      await laterTexts()
      const rows: PerformanceRow[] = []
      let cursor: string | undefined
      do {
        const query = { owner_id: ownerId, limit: PER_PAGE, ...given({ cursor }) }
        const { data } = await listPerformance({ query, signal, throwOnError: true })
        rows.push(...data.items)
        cursor = data.next_cursor ?? undefined
      } while (cursor)
      return rows
    },
    refetchInterval: ({ state }) => (state.data?.some(({ pending }) => pending) ? AGAIN_AFTER : false),
  })

type Figures = ReadonlyMap<string, PerformanceRow>

/** Not there while they are fetched; none at all of what is past. */
export const AcceptedContext = createContext<Figures | 'none' | undefined>(undefined)

/** Asked for anew whenever the framework was. */
export function useAcceptedFigures(ownerId: string, framework: FrameworkOut, past: boolean) {
  const { data, refetch } = useQuery({ ...acceptedFigures(ownerId), enabled: !past })
  const shown = useRef(framework)
  useEffect(() => {
    if (shown.current === framework) return
    shown.current = framework
    void refetch()
  }, [framework, refetch])
  const figures = useMemo(() => data && new Map(data.map((row) => [row.indicator_id, row])), [data])
  return past ? 'none' : figures
}

/** Of a formula, what each period comes to; all else is entered, and says so itself. */
export function useWorkedOut({ id, kind }: IndicatorOut): Map<string, AmountOut> | null {
  const { row } = useAccepted(id)
  return useMemo(
    () => (kind === 'formula' ? new Map(row?.periods.map((one) => [one.period_id, one.shown])) : null),
    [kind, row],
  )
}

export function useAccepted(indicatorId: string) {
  const figures = useContext(AcceptedContext)
  if (figures === 'none') return { row: undefined, isLoaded: true, isPast: true }
  return { row: figures?.get(indicatorId), isLoaded: figures !== undefined, isPast: false }
}
