import { defaultParseSearch, useMatch, useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback } from 'react'

/** Where in a list one was, and the figure that one had open, are no way of looking at it. */
const unkept = ['after', 'figure']

export interface Address {
  path: string
  search: string
}

/** The address as a view keeps it: in one order, so that the same view is known again. */
export function addressOf(path: string, searchText: string): Address {
  const search = new URLSearchParams(searchText)
  for (const key of unkept) search.delete(key)
  search.sort()
  return { path: path.replace(/(.)\/$/, '$1'), search: search.toString() }
}

/** That of the page which asks: on the way to another one, the browser's is the other's already. */
export function useAddress(): Address {
  const path = useMatch({ strict: false, select: ({ pathname }) => pathname })
  const searchText = useRouterState({ select: ({ location }) => location.searchStr })
  return addressOf(path, searchText)
}

/** Goes to what a view keeps; its filters are read as the pages write them. */
export function useOpenAddress(): (address: Address, how?: { replace: boolean }) => void {
  const navigate = useNavigate()
  return useCallback(
    ({ path, search }, how) =>
      void navigate({
        to: path as '/',
        search: defaultParseSearch(search) as never,
        resetScroll: false,
        ...how,
      }),
    [navigate],
  )
}
