import { useQuery } from '@tanstack/react-query'
import { getFrameworkGraphOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { FrameworkGraphOut } from '../../../api/indicators/types.gen'

/** What ties the results of a project or programme together; undefined until it is known. */
export const useGraph = (ownerId: string): FrameworkGraphOut | undefined =>
  useQuery(getFrameworkGraphOptions({ path: { owner_id: ownerId } })).data
