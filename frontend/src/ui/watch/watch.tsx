import { lazy, Suspense } from 'react'
import { laterTexts } from '../../i18n'
import type { Watched } from './watch-button'

const WatchButton = lazy(async () => {
  const [part] = await Promise.all([import('./watch-button'), laterTexts()])
  return { default: part.WatchButton }
})

/** Whether one hears of a thing. It comes after the page that it is on. */
export function Watch({ kind, id }: Watched) {
  return (
    <Suspense>
      <WatchButton kind={kind} id={id} />
    </Suspense>
  )
}
