/** Weighs what a browser fetches for each page, packed as it is sent, against what it may weigh. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const budget = { entry: 160, route: 190, form: 240, css: 30, fonts: 50, locale: 25, map: 25 }

const kept = new Map()
function weigh(file) {
  if (!kept.has(file)) {
    const bytes = readFileSync(join(dist, file))
    kept.set(file, (/\.woff2$/.test(file) ? bytes : gzipSync(bytes, { level: 9 })).length / 1024)
  }
  return kept.get(file)
}
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0)

/** The files that come with a part at once: it and what it imports, and what that imports. */
function closure(key, found = new Set()) {
  const part = manifest[key]
  if (!part || found.has(part.file)) return found
  found.add(part.file)
  for (const imported of part.imports ?? []) closure(imported, found)
  return found
}

const rows = []
const check = (name, size, limit) => rows.push({ name, size, limit, over: size > limit })
const entry = closure('index.html')
check('entry', sum(entry), budget.entry)

const keys = Object.keys(manifest)
const shell = keys.filter((key) => key.startsWith('src/routes/_app.tsx'))
for (const key of keys.filter((name) => /^src\/routes\/.*\.tsx\?tsr-split=component$/.test(name))) {
  if (key.startsWith('src/routes/_app.tsx')) continue
  const parts = [...(key.includes('/_app/') ? shell : []), key]
  const files = new Set([...entry, ...parts.flatMap((part) => [...closure(part)])])
  // The class of the buttons under every form: a page that has it may weigh more.
  const form = [...files].some((file) => readFileSync(join(dist, file), 'utf8').includes('form__buttons'))
  const name = key.replace('src/routes', '').replace(/\.tsx\?.*/, '')
  check(`${form ? 'form' : 'route'} ${name}`, sum(files), form ? budget.form : budget.route)
}

const files = new Set(
  Object.values(manifest).flatMap((part) => [part.file, ...(part.css ?? []), ...(part.assets ?? [])]),
)
const first = new Set(
  Object.values(manifest).flatMap((part) => (entry.has(part.file) ? (part.css ?? []) : [])),
)
check('css of every page', sum(first), budget.css)
check('fonts', sum([...files].filter((file) => file.endsWith('.woff2'))), budget.fonts)
for (const key of keys.filter((name) => /src\/i18n\/locale-/.test(name))) {
  const own = [...closure(key)].filter((file) => !entry.has(file))
  check(key.replace(/.*\//, ''), sum(own), budget.locale)
}
for (const file of [...files].filter((name) => /assets\/world-/.test(name) && /json|js$/.test(name))) {
  check(`map ${file}`, weigh(file), budget.map)
}

for (const { name, size, limit, over } of rows) {
  console.log(
    `${over ? 'OVER' : 'ok  '} ${size.toFixed(1).padStart(6)} of ${String(limit).padStart(3)} KiB  ${name}`,
  )
}
if (rows.some((row) => row.over)) process.exit(1)
