import { lazy, Suspense } from 'react'
import type { ListDownloadProps } from './list-download-menu'

const ListDownloadMenu = lazy(() =>
  import('./list-download-menu').then((part) => ({ default: part.ListDownloadMenu })),
)

/** The whole list as a file in one of several forms; the page is shown before this is there. */
export function ListDownload(props: ListDownloadProps) {
  return (
    <Suspense fallback={null}>
      <ListDownloadMenu {...props} />
    </Suspense>
  )
}
