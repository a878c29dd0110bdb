import { queryOptions } from '@tanstack/react-query'
import {
  getProgrammePublication,
  getProjectPublication,
  getReportPublication,
  publishProgramme,
  publishProject,
  publishReport,
  unpublishProgramme,
  unpublishProject,
  unpublishReport,
} from '../../api/registry/sdk.gen'

/** What can be made public. */
export interface Thing {
  kind: 'programme' | 'project' | 'report'
  id: string
}

export const publicationQuery = (thing: Thing) =>
  queryOptions({
    queryKey: ['publication', thing.id],
    queryFn: async ({ signal }) => (await asked(thing, { signal, throwOnError: true })).data,
  })

const asked = ({ kind, id }: Thing, how: { signal: AbortSignal; throwOnError: true }) => {
  if (kind === 'report') return getReportPublication({ ...how, path: { report_id: id } })
  if (kind === 'project') return getProjectPublication({ ...how, path: { project_id: id } })
  return getProgrammePublication({ ...how, path: { programme_id: id } })
}

/** Makes the draft public that was looked at, and no other; of a report, the sections that are chosen. */
export async function publish({ kind, id }: Thing, draft: string, sections?: string[]) {
  const wanted = { body: { draft }, throwOnError: true } as const
  if (kind === 'report') {
    const body = { draft, sections: sections ?? null }
    return (await publishReport({ body, throwOnError: true, path: { report_id: id } })).data
  }
  if (kind === 'project') return (await publishProject({ ...wanted, path: { project_id: id } })).data
  return (await publishProgramme({ ...wanted, path: { programme_id: id } })).data
}

export async function unpublish({ kind, id }: Thing) {
  if (kind === 'report') await unpublishReport({ path: { report_id: id }, throwOnError: true })
  else if (kind === 'project') await unpublishProject({ path: { project_id: id }, throwOnError: true })
  else await unpublishProgramme({ path: { programme_id: id }, throwOnError: true })
}

/** Where the draft is shown as a page, to whoever may publish it. */
export function previewAddress({ kind, id }: Thing, locale: string, sections: string[] = []) {
  const query = new URLSearchParams([['locale', locale], ...sections.map((name) => ['sections', name])])
  const where = kind === 'report' ? `published-reports/${id}` : `${kind}s/${id}/publication`
  return `/api/registry/v1/${where}/preview?${query}`
}
