import { lazy, Suspense } from 'react'
import { laterTexts } from '../../i18n'

const ViewsMenu = lazy(async () => {
  const [part] = await Promise.all([import('./views-menu'), laterTexts()])
  return { default: part.ViewsMenu }
})

/** Comes after the page itself: nobody waits for a way back. */
export function SavedViews() {
  return (
    <Suspense fallback={<span className="views-place" />}>
      <ViewsMenu />
    </Suspense>
  )
}
