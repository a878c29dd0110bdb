/**
 * Parts the generated operations of a service by tag, one file for each, as its slices are.
 * A page then fetches the operations of the slices it shows: in one file, every operation of the product would
 * weigh on every page. What was one file tells where each part is, so that nobody who imports has to know.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ts from 'typescript'

const HEAD = '// Made by tools/split.mjs: do not edit.\n'
const SHARED = 'shared'

const camel = (id) => id.replaceAll(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase())
const named = (tag) => tag.replaceAll(/[^a-z]+/g, '-')

/** Which file each operation belongs to, by the name the generator gives it. */
export function partsOf(contract) {
  const operations = Object.values(contract.paths)
    .flatMap((path) => Object.values(path))
    .filter(({ operationId }) => operationId)
  return new Map(operations.map(({ operationId, tags }) => [camel(operationId), named(tags[0])]))
}

function declared(statement) {
  const first = ts.isVariableStatement(statement) ? statement.declarationList.declarations[0] : statement
  return first.name.text
}

/** The imports that a text uses, as written one folder further down. */
function importsFor(text, imports) {
  const used = new Set(text.match(/[A-Za-z_$][\w$]*/g))
  return imports.flatMap(({ importClause, moduleSpecifier: { text: from } }) => {
    const names = importClause.namedBindings.elements.filter(({ name }) => used.has(name.text))
    if (!names.length) return []
    const keyword = importClause.isTypeOnly ? 'import type' : 'import'
    const path = from.startsWith('.') ? join('..', from) : from
    return [`${keyword} { ${names.map((name) => name.getText()).join(', ')} } from '${path}'\n`]
  })
}

/** Writes the parts of one generated file into a folder of its name beside it, and into it where they are. */
export function split(file, parts) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  const imports = source.statements.filter(ts.isImportDeclaration)
  const texts = new Map([[SHARED, '']])
  const shared = []
  for (const statement of source.statements.filter((each) => !ts.isImportDeclaration(each))) {
    const name = declared(statement)
    const part = parts.get(name.replace(/(Infinite)?(QueryKey|Options)$|Mutation$/, '')) ?? parts.get(name)
    if (!part) shared.push([name, ts.isTypeAliasDeclaration(statement) ? `type ${name}` : name])
    const text = statement.getFullText().replace(/^(const|type) /m, 'export $1 ')
    texts.set(part ?? SHARED, (texts.get(part ?? SHARED) ?? '') + text)
  }
  const folder = join(dirname(file), basename(file, '.gen.ts'))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  for (const [part, text] of texts) {
    const common = part === SHARED ? [] : shared.filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
    const told = common.map(([, as]) => as).join(', ')
    const own = told && `import { ${told} } from './${SHARED}.gen'\n`
    writeFileSync(join(folder, `${part}.gen.ts`), HEAD + importsFor(text, imports).join('') + own + text)
  }
  const all = [...texts.keys()].sort()
  const where = all.map((part) => `export * from './${basename(folder)}/${part}.gen'\n`)
  writeFileSync(file, HEAD + where.join(''))
}
