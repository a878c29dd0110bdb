import { lazy, Suspense } from 'react'
import type { What } from '../../../lib/results'
import { useSession } from '../../../lib/session'
import { useFramework } from '../../../lib/use-framework'
import { InlineError } from '../../../ui/inline-error'
import { ResultsWaiting } from '../results-waiting'
import type { ValuesSearch } from './values-search'

// Fetched while the values are asked for, and not before the page shows its title.
const view = import('./values-view').then((part) => ({ default: part.ValuesView }))
const ValuesView = lazy(() => view)

export interface ValuesPageProps {
  what: What
  id: string
  search: ValuesSearch
}

/** Where values are entered, as soon as it is known of what. */
export function ValuesPage({ what, id, search: { year, view: shown } }: ValuesPageProps) {
  const session = useSession()
  const framework = useFramework(what, id)
  if (framework.isError) return <InlineError error={framework.error} retry={framework.refetch} />
  if (!framework.data || !session) return <ResultsWaiting />
  return (
    <Suspense fallback={<ResultsWaiting />}>
      <ValuesView
        key={id}
        what={what}
        framework={framework.data}
        accountId={session.account.id}
        year={year}
        review={shown === 'review'}
      />
    </Suspense>
  )
}
