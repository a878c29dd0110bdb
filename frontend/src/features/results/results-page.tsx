import './results.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { laterTexts } from '../../i18n'
import { given } from '../../lib/given'
import { frameworkQuery, programmeFrameworkQuery, type What } from '../../lib/results'
import { choice } from '../../lib/search'
import { InlineError } from '../../ui/inline-error'
import { levels, stands } from './performance/dashboard-search'
import { ResultsView } from './results-view'
import { ResultsWaiting } from './results-waiting'
import type { ResultsSearch } from './view-search'
import { ViewTabs } from './view-tabs'

/** With what it says, which most people never read. */
const late = async <Part,>(part: Promise<Part>): Promise<Part> => (await Promise.all([part, laterTexts()]))[0]
const Structure = lazy(() =>
  late(import('./framework/structure-view')).then((part) => ({ default: part.StructureView })),
)
const Picture = lazy(() =>
  late(import('./framework/picture-view')).then((part) => ({ default: part.PictureView })),
)
const Coverage = lazy(() =>
  late(import('./framework/coverage-view')).then((part) => ({ default: part.CoverageView })),
)
const Performance = lazy(() =>
  late(import('./performance/performance-view')).then((part) => ({ default: part.PerformanceView })),
)

export interface ResultsPageProps {
  what: What
  id: string
  search: ResultsSearch
  hash: string
  /** What stands beside the ways of looking at them. */
  tools?: ReactNode
}

/** The results of a project or programme, in the way that the address names. */
export function ResultsPage({ what, id, search, hash, tools }: ResultsPageProps) {
  const { archived = false, view = 'values', check, figure, after, hide, axis } = search
  const kind = choice(levels)(search.kind)
  const status = choice(stands)(search.status)
  const project = useQuery({
    ...frameworkQuery(id, archived),
    placeholderData: keepPreviousData,
    enabled: what === 'project',
  })
  const programme = useQuery({
    ...programmeFrameworkQuery(id, archived),
    placeholderData: keepPreviousData,
    enabled: what === 'programme',
  })
  const framework = what === 'project' ? project : programme
  if (framework.isError) return <InlineError error={framework.error} retry={framework.refetch} />
  if (!framework.data) return <ResultsWaiting />
  const shown = { what, framework: framework.data }
  return (
    <>
      <div className="results__views-row">
        <ViewTabs view={view} />
        <div className="noprint">{tools}</div>
      </div>
      {view === 'values' && <ResultsView {...shown} withArchived={archived} hash={hash} />}
      <Suspense fallback={<ResultsWaiting />}>
        {view === 'performance' && (
          <Performance
            asked={given({ owner_id: id, kind, status })}
            after={after}
            figure={figure}
            hide={hide}
            axis={axis}
            programme={what === 'programme' ? id : undefined}
          />
        )}
        {view === 'structure' && <Structure {...shown} hash={hash} />}
        {view === 'picture' && <Picture {...shown} />}
        {view === 'coverage' && <Coverage {...shown} check={check} />}
      </Suspense>
    </>
  )
}
