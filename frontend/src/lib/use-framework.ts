import { useQuery } from '@tanstack/react-query'
import { frameworkQuery, programmeFrameworkQuery, type What } from './results'

/** All results of a project or programme; that of another is never shown meanwhile. */
export function useFramework(what: What, ownerId: string) {
  const project = useQuery({ ...frameworkQuery(ownerId), enabled: what === 'project' })
  const programme = useQuery({ ...programmeFrameworkQuery(ownerId), enabled: what === 'programme' })
  return what === 'project' ? project : programme
}
