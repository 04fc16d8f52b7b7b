import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type FunctionExtent, functionsOf } from './functions.ts'
import { type Token, tokensOf } from './tokens.ts'

export interface Import {
  readonly from: string
  readonly line: number
  /** Nothing but types: gone when the program runs. */
  readonly typesOnly: boolean
}

export interface SourceFile {
  /** From the repository's root. */
  readonly path: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly imports: readonly Import[]
  readonly functions: readonly FunctionExtent[]
  /** A test, a suite for tests or what tests need. */
  readonly isTest: boolean
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const patterns = ['*.{ts,mjs}', '{apps,packages,bench,test}/**/*.{ts,mjs}']
/** The samples' programs are other people's to be: they follow the habits of their languages, not ours. */
const notOurs =
  /(?:^|\/)(?:node_modules|\.git|data|test-output|packages\/resource-kit\/dist|samples\/programs)(?:\/|$)/

/** Every program of ours. */
export function readSources(): readonly SourceFile[] {
  return paths(patterns).map((path) => sourceFile(path, readFileSync(root + path, 'utf8')))
}

/** Every text of ours: programs, pages and settings. */
export function readTexts(): readonly { readonly path: string; readonly text: string }[] {
  const kinds = '**/*.{ts,mjs,js,json,jsonc,md,sql,yml,yaml,css,html}'
  return paths([kinds, '.*', '.ci/**']).map((path) => ({ path, text: readFileSync(root + path, 'utf8') }))
}

function paths(globs: readonly string[]): readonly string[] {
  const exclude = (entry: { name: string; parentPath: string; isDirectory(): boolean }) =>
    notOurs.test(relative(root, join(entry.parentPath, entry.name)))
  const entries = globSync([...globs], { cwd: root, exclude, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length - 1).replace(/^\/+/, ''))
    .toSorted()
}

export function sourceFile(path: string, text: string): SourceFile {
  const tokens = tokensOf(text)
  const isTest =
    /^(?:test|bench)\//.test(path) || /\.(?:test|testing)\.ts$|-contract\.ts$|\/contract\//.test(path)
  return { path, text, tokens, imports: importsOf(tokens), functions: functionsOf(tokens), isTest }
}

/** `import … from '…'`, `export … from '…'`, `import '…'`, `import('…')`. */
function importsOf(tokens: readonly Token[]): readonly Import[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'string') return []
    const before = tokens[at - 1]?.text
    if (before === 'import') return [{ from: token.text, line: token.line, typesOnly: false }]
    if (before === '(' && tokens[at - 2]?.text === 'import')
      return [{ from: token.text, line: token.line, typesOnly: tokens[at - 3]?.text === 'typeof' }]
    if (before !== 'from') return []
    return [{ from: token.text, line: token.line, typesOnly: isOfTypes(tokens, at) }]
  })
}

/** `import type …`, or braces in which every name has `type` before it. */
function isOfTypes(tokens: readonly Token[], at: number): boolean {
  const start = tokens.findLastIndex(
    ({ kind, text }, index) => index < at && kind === 'keyword' && (text === 'import' || text === 'export'),
  )
  const clause = tokens.slice(start + 1, at - 1)
  if (clause[0]?.text === 'type' && clause[1]?.text !== ',') return true
  const names = clause.map(({ text }) => text).join(' ')
  const parts = /^{ (.*?),? }$/.exec(names)?.[1]?.split(' , ') ?? ['']
  return parts.every((part) => part.startsWith('type '))
}
