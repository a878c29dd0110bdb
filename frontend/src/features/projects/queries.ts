import { useQueryClient } from '@tanstack/react-query'
import {
  getProjectChoicesOptions,
  getProjectChoicesQueryKey,
  getProjectOptions,
  getProjectQueryKey,
  listProjectsQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { ProjectOut } from '../../api/registry/types.gen'

export const projectQuery = (id: string) => getProjectOptions({ path: { project_id: id } })

/** What lists are narrowed to changes seldom. */
export const projectChoicesQuery = () => ({ ...getProjectChoicesOptions(), staleTime: 60_000 })

/** Puts a changed project where it is read, and has lists asked for again. */
export function useProjectChanged(): (project: ProjectOut) => Promise<void> {
  const cache = useQueryClient()
  return async (project) => {
    cache.setQueryData(getProjectQueryKey({ path: { project_id: project.id } }), project)
    await cache.invalidateQueries({ queryKey: getProjectChoicesQueryKey() })
    await cache.invalidateQueries({ queryKey: listProjectsQueryKey() })
  }
}
