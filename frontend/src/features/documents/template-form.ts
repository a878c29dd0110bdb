import type { DocumentTemplateOut } from '../../api/registry/types.gen'
import type { LocalisedText } from '../../lib/languages'
import type { Draft } from './kinds'

type Told = DocumentTemplateOut['parts'][number]

export interface TemplateValues {
  parts: (Omit<Told, 'heading' | 'introduction'> & { heading: LocalisedText; introduction: LocalisedText })[]
}

/** All parts that there are: those that a template does not name come last, and are not shown. */
export function begun({ parts, choices }: Pick<DocumentTemplateOut, 'parts' | 'choices'>): TemplateValues {
  const named = new Set(parts.map(({ name }) => name))
  const others = choices
    .filter(({ name }) => !named.has(name))
    .map(({ name }) => ({ name, is_shown: false, heading: null, introduction: null, left_out: [] }))
  return {
    parts: [...parts, ...others].map(({ heading, introduction, ...part }) => ({
      ...part,
      heading: heading ?? {},
      introduction: introduction ?? {},
    })),
  }
}

/** The order of the house: all parts, in their own words. */
export const house = ({ choices }: Pick<DocumentTemplateOut, 'choices'>): TemplateValues =>
  begun({
    parts: choices.map(({ name }) => ({
      name,
      is_shown: true,
      heading: null,
      introduction: null,
      left_out: [],
    })),
    choices,
  })

export const told = ({ parts }: TemplateValues): Draft => ({
  parts: parts.map(({ heading, introduction, ...part }) => ({
    ...part,
    heading: orNothing(heading),
    introduction: orNothing(introduction),
  })),
})

/** Without the languages in which nothing is said. */
function orNothing(text: LocalisedText): Record<string, string> | null {
  const said = Object.entries(text).flatMap(([tag, words]) => (words?.trim() ? [[tag, words]] : []))
  return said.length > 0 ? Object.fromEntries(said) : null
}
