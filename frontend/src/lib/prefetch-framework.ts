import type { QueryClient } from '@tanstack/react-query'

/**
 * Asks for a framework while its page is still being fetched, and waits for nothing.
 * Apart from what it asks with: addresses come with every page, and few pages ask for results.
 */
export function prefetchFramework(client: QueryClient, projectId: string, archived?: boolean): void {
  const asked = import('./results').then((results) =>
    client.prefetchQuery(results.frameworkQuery(projectId, archived)),
  )
  // The page asks again, and says what went wrong.
  asked.catch(() => undefined)
}
