import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'

/** Shows a part as on a page at `address`, with a router and a cache of its own. */
export async function renderPart(part: () => ReactNode, address = '/') {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const root = createRootRoute()
  const routes = ['/', '/other'].map((path) =>
    createRoute({
      getParentRoute: () => root,
      path,
      component: path === '/' ? part : () => <h1>Other</h1>,
      // Keeps addresses as they are written: `after=abc`, not `after="abc"`.
      validateSearch: (search: Record<string, unknown>) => search,
    }),
  )
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [address] }),
  })
  await router.load()
  const view = render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  return { ...view, router, queryClient }
}
