import { useQuery } from '@tanstack/react-query'
import { getDefinitionChoicesOptions } from '../../api/indicators/@tanstack/react-query.gen'
import type { ChoicesOut } from '../../api/indicators/types.gen'

export const choicesQuery = () => ({ ...getDefinitionChoicesOptions(), staleTime: Number.POSITIVE_INFINITY })

/** The table of what goes together, as the service has it. */
export function useChoices(): ChoicesOut[] {
  return useQuery(choicesQuery()).data?.kinds ?? []
}
