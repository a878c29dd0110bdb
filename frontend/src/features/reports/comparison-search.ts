import type { CompareYearsData } from '../../api/registry/types.gen'
import { given } from '../../lib/given'
import type { Language } from '../../lib/languages'

/** What money is put together by; the first where nothing is chosen. */
export const ways = ['country', 'theme', 'funder', 'funding_scheme', 'programme'] as const

export interface ComparisonSearch {
  programme?: string | undefined
  first_year?: number | undefined
  second_year?: number | undefined
  by?: (typeof ways)[number] | undefined
  currency?: string | undefined
}

type Query = NonNullable<CompareYearsData['query']>

export const comparisonQuery = (search: ComparisonSearch, locale: Language): Query => ({
  ...given(search),
  locale,
})

/** The same comparison as a file, in the same language: a link, so that the browser itself saves it. */
export function comparisonFile(search: ComparisonSearch, locale: Language): string {
  const query = Object.entries(comparisonQuery(search, locale)).map(([key, value]) => [key, String(value)])
  return `/api/registry/v1/reports/comparison.csv?${new URLSearchParams(query)}`
}
