import { useQuery } from '@tanstack/react-query'
import { getOwnAccessOptions } from '../api/registry/@tanstack/react-query.gen'
import type { GetOwnAccessData, OwnAccess } from '../api/registry/types.gen'
import { useMayEverywhere } from './session'

export type ObjectType = GetOwnAccessData['path']['object_type']

export const accessQuery = (type: ObjectType, id: string) => ({
  ...getOwnAccessOptions({ path: { object_type: type, object_id: id } }),
  staleTime: 60_000,
})

/** What one may do with a thing, change of it and must fill in; undefined until it is known. */
export function useAccess(type: ObjectType, id: string): OwnAccess | undefined {
  return useQuery(accessQuery(type, id)).data
}

/** Whether to offer an action on one thing, as in `useMayOn('project.write', 'project', id)`. */
export function useMayOn(permission: string, type: ObjectType, id: string): boolean {
  const everywhere = useMayEverywhere(permission)
  const { data } = useQuery({ ...accessQuery(type, id), enabled: !everywhere })
  return everywhere || (data?.may.includes(permission) ?? false)
}
