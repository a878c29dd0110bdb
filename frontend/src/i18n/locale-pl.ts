import { pl } from './aksel/pl'
import type { Translations } from './component-texts'

/** Everything that is said in this language: one chunk, fetched when the language is chosen. */
export const texts: Record<string, object> = import.meta.glob('../locales/pl/*.json', {
  eager: true,
  import: 'default',
})
export const components: Translations = pl
