import { Button } from '@navikt/ds-react'

interface Pages {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => Promise<unknown>
}

/** Under a list of which only the first pages are there. */
export function ShowMore({ pages, children }: { pages: Pages; children: string }) {
  if (!pages.hasNextPage) return null
  return (
    <Button
      variant="secondary"
      size="small"
      loading={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      {children}
    </Button>
  )
}
