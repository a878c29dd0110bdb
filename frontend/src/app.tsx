import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { isApiError, isSignedOut } from './api/problem'
import { sessionQuery } from './lib/session'
import { tellSessionEnded } from './lib/session-end'
import { routeTree } from './routeTree.gen'
import { LateRouteError } from './shell/late-route-error'
import { NotFound } from './shell/not-found'
import { Pending } from './shell/pending'

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createApp>['router']
  }
}

/** A refusal stays a refusal: only what may pass (no connection, 5xx) is asked again. */
const again = (count: number, error: unknown) =>
  count < 1 && (!isApiError(error) || error.status === 0 || error.status >= 500)

export function createQueryClient() {
  const ended = (error: unknown) => {
    // Without a session nothing has ended: the guard leads to sign-in.
    if (isSignedOut(error) && client.getQueryData(sessionQuery().queryKey)) tellSessionEnded()
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: ended }),
    mutationCache: new MutationCache({ onError: ended }),
    defaultOptions: { queries: { staleTime: 15_000, retry: again } },
  })
  return client
}

export function createApp(queryClient: QueryClient = createQueryClient()) {
  const router = createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingMinMs: 200,
    defaultPendingComponent: Pending,
    defaultErrorComponent: LateRouteError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  })
  return { router, queryClient }
}

export function App({ router, queryClient }: ReturnType<typeof createApp>) {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  )
}
