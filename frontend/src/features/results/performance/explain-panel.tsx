import { lazy, Suspense } from 'react'

const Explanation = lazy(() => import('./explanation').then((part) => ({ default: part.Explanation })))

/** In an address: the indicator, a period or all of them, and the part if it is of one. */
const isFigure = /^[\da-f-]{36}\.(life|to_date|[\da-f-]{36})(\.[\da-f-]{36})?$/i

interface ExplainPanelProps {
  figure: string | undefined
  /** Also of what waits to be accepted, for whoever may read that. */
  include?: 'submitted'
}

/** Where the figure that the address names comes from, beside what is looked at. */
export function ExplainPanel({ figure, include }: ExplainPanelProps) {
  if (!figure || !isFigure.test(figure)) return null
  return (
    <Suspense>
      <Explanation figure={figure} include={include} />
    </Suspense>
  )
}
