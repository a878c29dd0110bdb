import { queryOptions } from '@tanstack/react-query'
import {
  getProgrammePublication,
  getProjectPublication,
  publishProgramme,
  publishProject,
  unpublishProgramme,
  unpublishProject,
} from '../../api/registry/sdk.gen'

/** What can be made public. */
export interface Thing {
  kind: 'programme' | 'project'
  id: string
}

export const publicationQuery = ({ kind, id }: Thing) =>
  queryOptions({
    queryKey: ['publication', id],
    queryFn: async ({ signal }) =>
      kind === 'project'
        ? (await getProjectPublication({ path: { project_id: id }, signal, throwOnError: true })).data
        : (await getProgrammePublication({ path: { programme_id: id }, signal, throwOnError: true })).data,
  })

/** Makes the draft public that was looked at, and no other. */
export async function publish({ kind, id }: Thing, draft: string) {
  const asked = { body: { draft }, throwOnError: true } as const
  return kind === 'project'
    ? (await publishProject({ ...asked, path: { project_id: id } })).data
    : (await publishProgramme({ ...asked, path: { programme_id: id } })).data
}

export async function unpublish({ kind, id }: Thing) {
  if (kind === 'project') await unpublishProject({ path: { project_id: id }, throwOnError: true })
  else await unpublishProgramme({ path: { programme_id: id }, throwOnError: true })
}

/** Where the draft is shown as a page, to whoever may publish it. */
export const previewAddress = ({ kind, id }: Thing, locale: string) =>
  `/api/registry/v1/${kind}s/${id}/publication/preview?locale=${locale}`
