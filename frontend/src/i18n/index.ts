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
/** Texts that most people never see: fetched by the pages that need them, see `laterTexts`. */
const laterLoaders: Record<Language, () => Promise<Pick<Locale, 'texts'>>> = {
  en: () => import('./later-en'),
  nb: () => import('./later-nb'),
  bs: () => import('./later-bs'),
  pl: () => import('./later-pl'),
}
const later = new Set<Language>()
let laterWanted = false
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
    add(language, loaded.texts)
    components.set(language, loaded.components)
  }
  if (laterWanted) await addLater(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  remember(language)
}

function add(language: Language, bundles: Record<string, object>): void {
  for (const [path, texts] of Object.entries(bundles)) {
    i18next.addResourceBundle(language, path.replace(/^.*\/(.*)\.json$/, '$1'), texts)
  }
}

async function addLater(language: Language): Promise<void> {
  if (later.has(language)) return
  add(language, (await laterLoaders[language]()).texts)
  later.add(language)
}

/** For the loader of a route that says what few people read. */
export async function laterTexts(): Promise<void> {
  laterWanted = true
  if (isLanguage(i18next.language)) await addLater(i18next.language)
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
