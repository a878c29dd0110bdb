import { useQueryClient } from '@tanstack/react-query'
import {
  getDefinitionOptions,
  getDefinitionQueryKey,
  listDefinitionsQueryKey,
  listDefinitionUsesQueryKey,
} from '../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionOut, VersionOut } from '../../api/indicators/types.gen'

export const definitionQuery = (id: string) => getDefinitionOptions({ path: { definition_id: id } })

/** Puts a changed definition where it is read, and has lists asked for again. */
export function useDefinitionChanged(): (definition: DefinitionOut) => Promise<void> {
  const cache = useQueryClient()
  return async (definition) => {
    const path = { definition_id: definition.id }
    cache.setQueryData(getDefinitionQueryKey({ path }), definition)
    await Promise.all([
      cache.invalidateQueries({ queryKey: listDefinitionsQueryKey() }),
      cache.invalidateQueries({ queryKey: listDefinitionUsesQueryKey({ path }) }),
    ])
  }
}

export const match = ({ version }: { version: number }) => ({ 'if-match': `"${version}"` })

/** What can be chosen now; before anything was published, its draft. */
export const shownVersion = ({ versions }: DefinitionOut): VersionOut =>
  versions.find(({ published_at }) => published_at !== null) ?? (versions[0] as VersionOut)

export const draftOf = ({ versions }: DefinitionOut): VersionOut | undefined =>
  versions.find(({ published_at }) => published_at === null)

/** The newest version that can be chosen, while indicators still go by others. */
export function versionToTakeUp({ versions, archived }: DefinitionOut): VersionOut | undefined {
  const newest = versions.find(({ published_at }) => published_at !== null)
  const isBehind = versions.some(({ id, use_count }) => id !== newest?.id && use_count > 0)
  return isBehind && !archived ? newest : undefined
}
