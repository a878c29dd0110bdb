import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { getSessionOptions } from '../api/registry/@tanstack/react-query.gen'
import type { SessionOut } from '../api/registry/types.gen'

import { tellSessionBack } from './session-end'

export type Session = SessionOut

export const sessionQuery = () =>
  queryOptions({ ...getSessionOptions(), staleTime: 5 * 60_000, retry: false })

/** Who is signed in. Pages below the guard always have a session; sign-in has none. */
export function useSession(): Session | undefined {
  return useQuery({ ...sessionQuery(), enabled: false }).data
}

export function useSetSession(): (session: Session) => void {
  const cache = useQueryClient()
  return (session) => {
    cache.setQueryData(sessionQuery().queryKey, session)
    tellSessionBack()
  }
}

/** Whether something may be done in the whole installation, and not in a part of it alone. */
export function useMayEverywhere(permission: string): boolean {
  return useSession()?.everywhere.includes(permission) ?? false
}

/**
 * Whether to offer an action that belongs to no single thing, as in `useMay('import.write')`;
 * for one thing there is `useMayOn`. It only spares people a refusal: the service decides.
 */
export function useMay(permission: string): boolean {
  return useSession()?.permissions.includes(permission) ?? false
}
