import { describe, expect, it } from 'vitest'
import { languages } from '../lib/languages'

type Tree = { [key: string]: string | Tree }

const files = import.meta.glob<Tree>('../locales/**/*.json', { eager: true, import: 'default' })
const sources = import.meta.glob<string>('../{routes,features,shell,ui,charts,lib}/**/*.{ts,tsx}', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/**
 * Words that are rightly the same in English and another language.
 * Add to it only what a translator would leave as it is.
 */
const sameAsEnglish = new Set([
  'E-mail',
  'Menu',
  'Grant',
  'Status',
  'status',
  'Administrator',
  'Name',
  'Type',
  'Import',
  'Period',
  'Partner',
  'Person',
  'Start',
  'CSV',
  'zero',
  'Side',
  'Side {{number}}',
  'Register',
  'Sum',
  'Formula',
  '{{count}} person',
  '{{count}} period',
  'Webhooks',
  '{{count}} webhook',
  '{{count}} webhooks',
])

const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  )

/** `namespace:key` → text, for one language. */
function catalogue(language: string): Map<string, string> {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`../locales/${language}/`))
  return new Map(
    own.flatMap(([path, tree]) => {
      const namespace = path.replace(/^.*\/(.*)\.json$/, '$1')
      return flat(tree).map(([key, text]): [string, string] => [`${namespace}:${key}`, text])
    }),
  )
}

const plural = /_(zero|one|two|few|many|other)$/
const stem = (key: string) => key.replace(plural, '')
const placeholders = (text: string) => [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].sort().join()
const english = catalogue('en')
const plurals = new Set([...english.keys()].filter((key) => key.endsWith('_other')).map(stem))
const stems = new Set([...english.keys()].map((key) => (plurals.has(stem(key)) ? stem(key) : key)))

describe.each(languages)('the texts in %s', (language) => {
  const texts = catalogue(language)
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories

  it('has every text, and every form that the language counts with', () => {
    const wanted = [...stems].flatMap((key) =>
      plurals.has(key) ? categories.map((category) => `${key}_${category}`) : [key],
    )
    expect(wanted.filter((key) => !texts.get(key))).toEqual([])
  })

  it('has nothing that English does not have', () => {
    const extra = [...texts.keys()].filter((key) => !stems.has(plurals.has(stem(key)) ? stem(key) : key))
    expect(extra).toEqual([])
  })

  it('fills in the same values', () => {
    const different = [...texts].filter(([key, text]) => {
      const original = english.get(key) ?? english.get(`${stem(key)}_other`) ?? ''
      // "One project" may leave the number out.
      if (plural.test(key)) return false
      return placeholders(text) !== placeholders(original)
    })
    expect(different).toEqual([])
  })

  it.runIf(language !== 'en')('is translated', () => {
    const left = [...texts].filter(
      ([key, text]) =>
        english.get(key) === text &&
        /\p{L}{3}/u.test(text.replaceAll(/\{\{.*?\}\}/g, '')) &&
        !sameAsEnglish.has(text),
    )
    expect(left).toEqual([])
  })
})

it('has no text that nothing shows', () => {
  const code = Object.values(sources).join('\n')
  /** Keys that are put together while running, as in t(`status.${status}`): everything below them counts as used. */
  const dynamic = [...code.matchAll(/[`'"](?:[\w-]+:)?([\w.-]*\.)\$\{/g)].map(([, prefix]) => prefix ?? '')
  const unused = [...stems].filter((full) => {
    const key = full.slice(full.indexOf(':') + 1)
    if (dynamic.some((prefix) => prefix && key.startsWith(prefix))) return false
    return !new RegExp(`['"\`:]${key.replaceAll('.', '\\.')}['"\`]`).test(code)
  })
  expect(unused).toEqual([])
})
