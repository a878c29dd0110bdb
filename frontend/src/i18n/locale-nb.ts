import { nb } from '@navikt/ds-react/locales'
import type { Translations } from './component-texts'

/** What is said in this language on pages for everybody: one chunk, fetched when the language is chosen. */
export const texts: Record<string, object> = import.meta.glob('../locales/nb/*.json', {
  eager: true,
  import: 'default',
})
export const components: Translations = nb
