import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import * as z from 'zod/mini'

/** Parts of a page's search schema; nonsense in an address falls back to "not set" instead of failing. */
export const text = () => z.catch(z.optional(z.coerce.string().check(z.trim(), z.minLength(1))), undefined)
export const choice = <const Options extends readonly [string, ...string[]]>(options: Options) =>
  z.catch(z.optional(z.enum(options)), undefined)
export const flag = () => z.catch(z.optional(z.boolean()), undefined)
export const integer = (least: number, most: number) =>
  z.catch(z.optional(z.coerce.number().check(z.int(), z.minimum(least), z.maximum(most))), undefined)
export const uuid = () => z.catch(z.optional(z.uuid()), undefined)
export const isoDate = () => z.catch(z.optional(z.iso.date()), undefined)

/** What every list page has besides its own filters. */
export const listSearch = { q: text(), sort: text(), after: text() }

export type SearchChange = Record<string, string | number | boolean | undefined>

/** Changes filters in the address: a changed filter starts at the first page and adds no step to the history. */
export function useSearchChange(): (change: SearchChange) => void {
  const navigate = useNavigate()
  return useCallback(
    (change: SearchChange) => {
      const search = (old: SearchChange) => ({ ...old, after: undefined, ...change })
      // The pages' own schemas check what arrives; their types are not known here.
      void navigate({ to: '.', search: search as never, replace: true, resetScroll: false })
    },
    [navigate],
  )
}
