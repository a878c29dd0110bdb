import { listChangesInfiniteOptions as ofResults } from '../../api/indicators/@tanstack/react-query.gen'
import { listChangesInfiniteOptions as ofRegistry } from '../../api/registry/@tanstack/react-query.gen'
import type { HistoryPage } from '../../api/registry/types.gen'
import { type FrameworkKind, frameworksOf, type ThingKind } from './kinds'

const next = (page: HistoryPage) => page.next_cursor ?? undefined

/** What was changed of a thing of the registry, page after page. */
export const changesQuery = (kind: ThingKind, id: string) => {
  const path = { object_type: kind, object_id: id }
  return { ...ofRegistry({ path }), initialPageParam: { path }, getNextPageParam: next }
}

/** What was changed in the results of a project or programme. */
export const resultChangesQuery = (kind: FrameworkKind, id: string) => {
  const path = { object_type: frameworksOf[kind], object_id: id }
  return { ...ofResults({ path }), initialPageParam: { path }, getNextPageParam: next }
}
