/** The languages of the product; content may be written in any of them. */
export const languages = ['en', 'nb', 'bs', 'pl'] as const
export type Language = (typeof languages)[number]

/** In their own language: someone who looks for theirs may read no other. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  nb: 'Norsk bokmål',
  bs: 'Bosanski',
  pl: 'Polski',
}

export const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && (languages as readonly string[]).includes(value)

/** Close enough to be read with ease: better than English for those who set their browser so. */
const neighbours: Record<string, Language> = {
  no: 'nb',
  nn: 'nb',
  da: 'nb',
  hr: 'bs',
  sr: 'bs',
  sh: 'bs',
  cnr: 'bs',
}

export function nearestLanguage(tags: readonly string[]): Language {
  for (const tag of tags) {
    const base = tag.toLowerCase().split('-')[0] ?? ''
    if (isLanguage(base)) return base
    const neighbour = neighbours[base]
    if (neighbour) return neighbour
  }
  return 'en'
}

export type LocalisedText = { readonly [tag in Language]?: string | null | undefined }

export interface PickedText {
  text: string
  lang: Language
}

/** The reader's language, else the one it was written in, else any; `lang` tells which, to mark it in the page. */
export function pickText(
  text: LocalisedText | null | undefined,
  wanted: string,
  original?: string | null,
): PickedText | undefined {
  if (!text) return undefined
  for (const lang of [wanted, original, ...languages]) {
    if (!isLanguage(lang)) continue
    const found = text[lang]
    if (found) return { text: found, lang }
  }
  return undefined
}
