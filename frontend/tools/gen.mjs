/** Makes what is generated and not committed: API clients, the route tree and the types of the texts. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Generator, getConfig } from '@tanstack/router-generator'
import { partsOf, split } from './split.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
const services = { registry: 'api', indicators: 'indicators', notifications: 'notifications' }
const changed = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)

function clients() {
  const stamp = 'node_modules/.cache-clients.json'
  const inputs = ['openapi-ts.config.ts', 'package-lock.json', 'tools/gen.mjs', 'tools/split.mjs']
  for (const folder of Object.values(services)) inputs.push(`../services/${folder}/openapi.json`)
  const now = JSON.stringify(inputs.map((file) => [file, changed(file)]))
  const made = Object.keys(services).every((client) => existsSync(`src/api/${client}/client.gen.ts`))
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  const run = spawnSync(process.execPath, ['node_modules/@hey-api/openapi-ts/bin/run.js'], {
    stdio: 'inherit',
  })
  if (run.status !== 0) process.exit(run.status ?? 1)
  for (const client of Object.keys(services)) {
    runtime(client)
    bySlice(client)
  }
  writeFileSync(stamp, now)
}

/**
 * The generator's own runtime is not written for `exactOptionalPropertyTypes`; what it says of the services is.
 * It is the same for every service: the first one's serves all, or a browser would fetch it three times.
 */
function runtime(client) {
  const [first] = Object.keys(services)
  for (const part of ['client', 'core']) {
    for (const name of readdirSync(join('src/api', client, part))) {
      const file = join('src/api', client, part, name)
      const shared = `export * from '../../${first}/${part}/${name.replace(/\.ts$/, '')}'\n`
      writeFileSync(file, client === first ? `// @ts-nocheck\n${readFileSync(file, 'utf8')}` : shared)
    }
  }
}

function bySlice(client) {
  const contract = `../services/${services[client]}/openapi.json`
  if (!existsSync(contract)) return
  const parts = partsOf(JSON.parse(readFileSync(contract, 'utf8')))
  for (const file of ['sdk.gen.ts', '@tanstack/react-query.gen.ts'])
    split(join('src/api', client, file), parts)
}

function texts() {
  const names = readdirSync('src/locales/en', { recursive: true })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -5).replaceAll('\\', '/'))
    .sort()
  const id = (name) => name.replace(/^.*\//, '').replaceAll(/[^a-z]/g, '_')
  const lines = [
    '// Made by tools/gen.mjs from src/locales/en: do not edit.',
    ...names.map((name) => `import type ${id(name)} from '../locales/en/${name}.json'`),
    '',
    'export interface Resources {',
    ...names.map((name) => `  ${JSON.stringify(name.replace(/^.*\//, ''))}: typeof ${id(name)}`),
    '}',
    '',
  ]
  const file = 'src/i18n/resources.gen.ts'
  const text = lines.join('\n')
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

async function routes() {
  const config = getConfig({ target: 'react', autoCodeSplitting: true }, root)
  await new Generator({ config, root }).run()
}

clients()
texts()
await routes()
