import type { GetAnnualReportData } from '../../api/registry/types.gen'
import { given } from '../../lib/given'
import type { Language } from '../../lib/languages'

export interface ReportSearch {
  programme?: string | undefined
  from_year?: number | undefined
  to_year?: number | undefined
  currency?: string | undefined
}

type Query = NonNullable<GetAnnualReportData['query']>

export const reportQuery = (search: ReportSearch, locale: Language): Query => ({ ...given(search), locale })

/** The same years and currency as the wish for a file names them. */
export const wishOf = ({ programme, ...years }: ReportSearch) => given({ programme_id: programme, ...years })

/** The same report as a file, in the same language: a link, so that the browser itself saves it. */
export function csvAddress(search: ReportSearch, locale: Language): string {
  const query = Object.entries(reportQuery(search, locale)).map(([key, value]) => [key, String(value)])
  return `/api/registry/v1/reports/annual.csv?${new URLSearchParams(query)}`
}
