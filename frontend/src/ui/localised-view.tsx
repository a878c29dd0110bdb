import type { ElementType } from 'react'
import { useLanguage } from '../i18n'
import { type LocalisedText, pickText } from '../lib/languages'

export interface LocalisedViewProps {
  text: LocalisedText | null | undefined
  original?: string | null | undefined
  as?: ElementType
  className?: string
}

/** Somebody's text in the reader's language when there is one; marked with the language it is in. */
export function LocalisedView({ text, original, as: As = 'span', className }: LocalisedViewProps) {
  const language = useLanguage()
  const picked = pickText(text, language, original)
  if (!picked) return null
  const lang = picked.lang === language ? {} : { lang: picked.lang }
  return (
    <As {...lang} {...(className ? { className } : {})}>
      {picked.text}
    </As>
  )
}

/** The same choice for places that need the words themselves (a link, a title). */
export function usePickText(): (text: LocalisedText | null | undefined, original?: string | null) => string {
  const language = useLanguage()
  return (text, original) => pickText(text, language, original)?.text ?? ''
}
