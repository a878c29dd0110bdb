import { useQueryClient } from '@tanstack/react-query'
import {
  getPracticeOptions,
  getPracticeQueryKey,
  listPracticesQueryKey,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PracticeOut } from '../../api/registry/types.gen'

export const practiceQuery = (id: string) => getPracticeOptions({ path: { practice_id: id } })

/** Puts changed practice where it is read, and has lists asked for again. */
export function usePracticeChanged(): (practice: PracticeOut) => Promise<void> {
  const cache = useQueryClient()
  return async (practice) => {
    cache.setQueryData(getPracticeQueryKey({ path: { practice_id: practice.id } }), practice)
    await cache.invalidateQueries({ queryKey: listPracticesQueryKey() })
  }
}

export const kinds = ['good_practice', 'guide', 'model', 'tip_sheet', 'law'] as const
export const states = ['draft', 'in_review', 'published'] as const
export const tones = { draft: 'neutral', in_review: 'warning', published: 'success' } as const
