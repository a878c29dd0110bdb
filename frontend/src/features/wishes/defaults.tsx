import { lazy, Suspense } from 'react'
import { laterTexts } from '../../i18n'

const DefaultsButton = lazy(async () => {
  const [part] = await Promise.all([import('./defaults-button'), laterTexts()])
  return { default: part.DefaultsButton }
})

/** How people hear of a programme unless they set something else. It comes after the page that it is on. */
export function Defaults({ programmeId }: { programmeId: string }) {
  return (
    <Suspense>
      <DefaultsButton programmeId={programmeId} />
    </Suspense>
  )
}
