import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'

/**
 * What a page keeps in its address: `const search = searchSchema({ ...listSearch, kind: choice(kinds) })`,
 * with the type `SearchOf<typeof search>`. Nonsense in an address is "not set", never a failure.
 *
 * Own readers and not the forms' schema library: they are fetched with every page, and are 40 times lighter.
 */
export function searchSchema<Values extends object>(shape: { [Key in keyof Values]: Reader<Values[Key]> }) {
  const readers = Object.entries(shape) as [string, Reader<unknown>][]
  // What is refused is set to undefined: the router lays this over the address as it came,
  // and what is only left out would shine through.
  return (raw: Record<string, unknown>): Search<Values> =>
    Object.fromEntries(readers.map(([key, read]) => [key, read(raw[key])])) as Search<Values>
}

type Reader<T> = (value: unknown) => T | undefined
type Search<Values> = { [Key in keyof Values]?: Values[Key] | undefined }
export type SearchOf<Schema extends (raw: Record<string, unknown>) => unknown> = ReturnType<Schema>

/** The router reads `?q=2005` as a number; to people it is a text. */
const written = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''

export const text = (): Reader<string> => (value) => written(value) || undefined

export const choice =
  <const Option extends string>(options: readonly Option[]): Reader<Option> =>
  (value) =>
    options.find((option) => option === written(value))

export const flag = (): Reader<boolean> => (value) =>
  value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined

export const integer =
  (least: number, most: number): Reader<number> =>
  (value) => {
    const number = written(value) === '' ? Number.NaN : Number(written(value))
    return Number.isInteger(number) && number >= least && number <= most ? number : undefined
  }

export const matching =
  (pattern: RegExp): Reader<string> =>
  (value) =>
    pattern.test(written(value)) ? written(value) : undefined

export const uuid = () => matching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i)
export const isoDate = () => matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
/** A path of our own: an address from elsewhere must not decide where one lands. */
export const ownPath = () => matching(/^\/(?![/\\])/)

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
