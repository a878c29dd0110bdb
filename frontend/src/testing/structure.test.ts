import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

const sources = import.meta.glob<string>(
  ['../**/*.{ts,tsx,css}', '!../api/{registry,indicators,notifications}/**', '!../**/*.gen.ts'],
  {
    eager: true,
    query: '?raw',
    import: 'default',
  },
)
const files = Object.entries(sources).map(([path, text]) => ({
  path: path.replace('../', ''),
  text: String(text),
}))

/** Who may import whom; a feature is covered as soon as its folder is there. */
const zones: Record<string, string[]> = {
  routes: ['shell', 'features', 'ui', 'charts', 'lib', 'i18n', 'api', 'assets', 'routeTree.gen'],
  shell: ['ui', 'lib', 'i18n', 'api'],
  features: ['ui', 'charts', 'lib', 'i18n', 'api', 'assets'],
  ui: ['lib', 'i18n', 'api'],
  charts: ['ui', 'lib', 'i18n', 'geo'],
  lib: ['i18n', 'api'],
  i18n: ['lib', 'locales'],
  api: [],
}

function imports(path: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) => target ?? '')
  return found.map((target) => normalize(join(dirname(path), target)))
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.startsWith('testing/')

it('imports point downwards, and a feature never imports a feature', () => {
  const wrong = files.flatMap(({ path, text }) => {
    const [zone = '', feature] = path.split('/')
    const allowed = zones[zone]
    if (!allowed || isTest(path)) return []
    return imports(path, text).flatMap((target) => {
      const [into = '', other] = target.split('/')
      const inside = into === zone && (zone !== 'features' || feature === other)
      return inside || allowed.includes(into) ? [] : [`${path} imports ${target}`]
    })
  })
  expect(wrong).toEqual([])
})

it('has no file of more than 500 lines', () => {
  const long = files.filter(({ text }) => text.split('\n').length > 500).map(({ path }) => path)
  expect(long).toEqual([])
})
