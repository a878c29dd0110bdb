import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { listCrossCheckDefinitions, listCrossChecks } from '../../../api/indicators/sdk.gen'
import type { CheckedDefinition } from '../../../api/indicators/types.gen'
import { given } from '../../../lib/given'
import { pickText } from '../../../lib/languages'
import { refreshChecks } from '../checks/queries'

const KEY = 'cross-checks'

/** The rules that hold for a project or programme: a hundred of each are all there can be. */
export const crossChecksQuery = (ownerId: string) =>
  queryOptions({
    queryKey: [KEY, ownerId],
    queryFn: async ({ signal }) => {
      const { data } = await listCrossChecks({
        path: { owner_id: ownerId },
        query: { limit: 200 },
        signal,
        throwOnError: true,
      })
      return data.items
    },
  })

/** Those of a programme hold for its projects as well, and values are asked about anew. */
export const refreshCrossChecks = async (cache: QueryClient): Promise<void> => {
  await cache.invalidateQueries({ queryKey: [KEY] })
  await refreshChecks(cache)
}

/** What a definition is called where one is chosen. */
export const definitionLabel = (
  language: string,
  { code, name, original_language }: CheckedDefinition,
): string => [code, pickText(name, language, original_language)?.text].filter(Boolean).join(' ')

/** The same within a sentence: first what people know. */
export const definitionName = (
  language: string,
  { code, name, original_language }: CheckedDefinition,
): string => {
  const said = pickText(name, language, original_language)?.text ?? ''
  return code ? `${said} (${code})` : said
}

export const searchDefinitions =
  (ownerId: string, language: string) => async (text: string, signal: AbortSignal) => {
    const query = given({ q: text || undefined, limit: 20 })
    const path = { owner_id: ownerId }
    const { data } = await listCrossCheckDefinitions({ path, query, signal, throwOnError: true })
    return data.items.map((one) => ({ value: one.id, label: definitionLabel(language, one) }))
  }
