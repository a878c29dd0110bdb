import type { DocumentTemplateOut, PageWish } from '../../api/registry/types.gen'
import { given } from '../../lib/given'
import type { Language } from '../../lib/languages'

export type Kind = DocumentTemplateOut['kind']
export type Draft = NonNullable<PageWish['draft']>

export const kinds = [
  'annual_report',
  'donor_financial',
  'project_progress',
  'project_final',
  'council_summary',
  'network_report',
] as const satisfies Kind[]

/** What a document is of, as its address names it. */
export interface DocumentSearch {
  template?: string | undefined
  programme?: string | undefined
  project?: string | undefined
  organisation?: string | undefined
  network?: string | undefined
  from_year?: number | undefined
  to_year?: number | undefined
  currency?: string | undefined
}

/** The documents that there are of what the address names. */
export function kindsOf({ programme, project, organisation, network }: DocumentSearch): Kind[] {
  if (project) return ['project_progress', 'project_final', 'council_summary']
  if (organisation) return ['council_summary']
  if (network) return ['network_report']
  return programme ? ['annual_report', 'donor_financial'] : ['annual_report']
}

export type Wish = Omit<PageWish, 'draft' | 'language'>

export const wishOf = (search: DocumentSearch): Wish => {
  const of = kindsOf(search)
  return {
    template: of.find((kind) => kind === search.template) ?? of[0] ?? 'annual_report',
    ...given({
      programme_id: search.programme,
      project_id: search.project,
      organisation_id: search.organisation,
      network_id: search.network,
      from_year: search.from_year,
      to_year: search.to_year,
      currency: search.currency,
    }),
  }
}

export const pageOf = (wish: Wish, language: Language, draft?: Draft): PageWish => ({
  ...wish,
  language,
  ...given({ draft }),
})
