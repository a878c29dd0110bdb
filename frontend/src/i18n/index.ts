import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { isLanguage, type Language, nearestLanguage } from '../lib/languages'
import type { Translations } from './component-texts'
import type { Resources } from './resources.gen'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: Resources
    returnNull: false
  }
}

interface Locale {
  texts: Record<string, object>
  components: Translations
}

const loaders: Record<Language, () => Promise<Locale>> = {
  en: () => import('./locale-en'),
  nb: () => import('./locale-nb'),
  bs: () => import('./locale-bs'),
  pl: () => import('./locale-pl'),
}
const components = new Map<string, Translations>()

const started = i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: false,
  defaultNS: 'common',
  resources: {},
  interpolation: { escapeValue: false },
  react: { useSuspense: false },
})

export async function setLanguage(language: Language): Promise<void> {
  await started
  if (!components.has(language)) {
    const loaded = await loaders[language]()
    for (const [path, texts] of Object.entries(loaded.texts)) {
      const namespace = path.replace(/^.*\/(.*)\.json$/, '$1')
      i18next.addResourceBundle(language, namespace, texts)
    }
    components.set(language, loaded.components)
  }
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  remember(language)
}

/** The texts inside the component library (date picker, combobox ...). */
export const componentTexts = (language: string): Translations | undefined => components.get(language)

const key = 'bromost.language'

function remember(language: Language): void {
  try {
    localStorage.setItem(key, language)
  } catch {
    // Storage may be switched off; then the browser's own language decides next time.
  }
}

export function startLanguage(): Language {
  try {
    const saved = localStorage.getItem(key)
    if (isLanguage(saved)) return saved
  } catch {
    // As above.
  }
  return nearestLanguage(navigator.languages)
}

/** The language on screen; a component that calls this is drawn anew when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return isLanguage(i18n.language) ? i18n.language : 'en'
}

export { i18next }
