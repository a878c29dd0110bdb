import { bs } from './aksel/bs'
import type { Translations } from './component-texts'

/** What is said in this language on pages for everybody: one chunk, fetched when the language is chosen. */
export const texts: Record<string, object> = import.meta.glob('../locales/bs/*.json', {
  eager: true,
  import: 'default',
})
export const components: Translations = bs
