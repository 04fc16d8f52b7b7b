import { dialectNames } from '@latchkey/dialects'
import { policyNames } from '../../apps/auth-server/src/clients/policies.ts'
import type { Rule } from './rule.ts'
import type { SourceFile } from './source-file.ts'
import type { Token } from './tokens.ts'

type Finds = (token: Token, at: number, tokens: readonly Token[], file: SourceFile) => string | false

/** Asks every token of every file that `where` lets through. */
function ofTokens(where: (file: SourceFile) => boolean, finds: Finds): Rule['check'] {
  return (files) =>
    files.filter(where).flatMap((file) =>
      file.tokens.flatMap((token, at) => {
        const found = finds(token, at, file.tokens, file)
        return found === false ? [] : [`${file.path}:${token.line} ${found}`]
      }),
    )
}

const everywhere = () => true
const outsideTests = ({ isTest }: SourceFile) => !isTest

const tables = /^packages\/dialects\/src\/|^apps\/auth-server\/src\/clients\/policies\.ts$/
const tableNames: readonly string[] = [...dialectNames, ...policyNames]

const comparedNames: Rule = {
  name: 'only the two tables compare the name of a dialect or a policy',
  check: ofTokens(
    ({ path, isTest }) => !isTest && !tables.test(path),
    ({ kind, text }, at, tokens) => {
      if (kind !== 'string' || !tableNames.includes(text)) return false
      const isCompared = [tokens[at - 1], tokens[at + 1]].some((sign) => /^[!=]==?$/.test(sign?.text ?? ''))
      return (isCompared || tokens[at - 1]?.text === 'case') && `compares the name ${text}`
    },
  ),
  bad: {
    'apps/auth-server/src/a.ts': "if (client.dialect === 'nest') go()",
    'apps/auth-server/src/b.ts': "if ('fapi' !== x && 'nibe' != client.policy) go()",
    'apps/device-api/src/c.ts': "switch (d) { case 'gogox': break }",
  },
  good: { 'apps/auth-server/src/a.ts': "const dialect = dialects['nest'] ?? 'standard'" },
}

const mayKnowProcess = /^(?:main|cli)\.ts$|^(?:install-missing|compile-cache)\.mjs$/

const process: Rule = {
  name: 'only main.ts and cli.ts see process',
  check: ofTokens(
    ({ path, isTest }) => !isTest && !mayKnowProcess.test(path),
    ({ kind, text }, at, tokens) => {
      if (kind === 'string' && /^(?:node:)?process$/.test(text)) return 'imports process'
      const isMember = /^\??\.$/.test(tokens[at - 1]?.text ?? '') || tokens[at + 1]?.text === ':'
      return kind === 'name' && text === 'process' && !isMember && 'sees process'
    },
  ),
  bad: {
    'apps/auth-server/src/a.ts': 'const x = process.env.HOME',
    'serve.ts': "import { env } from 'node:process'",
  },
  good: { 'main.ts': 'process.exit()', 'serve.ts': '// of this process\nconst x = child.process' },
}

const hiddenInputs: Rule = {
  name: 'time and randomness come in as arguments',
  check: ofTokens(
    ({ path, isTest }) => !isTest && !mayKnowProcess.test(path),
    ({ text, kind }, at, tokens) => {
      const after = (offset: number) => tokens[at + offset]?.text
      const isNow = text === 'Date' && after(1) === '.' && after(2) === 'now' && after(3) === '('
      const isToday = text === 'new' && after(1) === 'Date' && after(2) === '(' && after(3) === ')'
      const isRandom = text === 'Math' && after(1) === '.' && after(2) === 'random' && after(3) === '('
      return kind !== 'string' && (isNow || isToday || isRandom) && 'reads the clock or draws lots by itself'
    },
  ),
  bad: {
    'apps/auth-server/src/a.ts': 'const at = Date.now()',
    'apps/auth-server/src/b.ts': 'const at = new Date()',
    'packages/sql/src/c.ts': 'const at = Math.random() * 3',
  },
  good: { 'open-latchkey.ts': 'const now = Date.now; const d = new Date(now())' },
}

const language: Rule = {
  name: 'no any, enum, namespace, default export, parameter property or non-null assertion',
  check: ofTokens(everywhere, ({ text, kind }, at, tokens) => {
    const [before, next] = [tokens[at - 1], tokens[at + 1]]
    if (kind === 'sign') return text === '!' && isAssertion(before, next) && 'asserts that it is not null'
    if (kind !== 'keyword' && kind !== 'name') return false
    if (text === 'any') return /^(?:[:<|&,(]|as)$/.test(before?.text ?? '') && 'says any'
    const declares = next?.kind === 'name' && tokens[at + 2]?.text === '{' && before?.text !== '.'
    if (declares && /^(?:enum|namespace|module)$/.test(text)) return `declares ${text}`
    if (text === 'default' && before?.text === 'export') return 'exports a default'
    const isModifier = /^(?:private|protected|public|readonly)$/.test(text)
    return isModifier && isInConstructor(tokens, at) && 'has a parameter property'
  }),
  bad: {
    'a.ts': 'const x: any = 1',
    'b.ts': 'enum Colour { Red }',
    'c.ts': 'namespace Rooms { }',
    'd.ts': 'export default 5',
    'e.ts': 'class A { constructor(private readonly x: number) {} }',
    'f.ts': 'go(x!.y)',
  },
  good: {
    'a.ts': "const kind = z.enum(['a']); const any = !x ? y !== 1 : Promise.any([!z])",
    'b.ts': 'class A { readonly x: number; constructor(x: readonly number[]) { this.x = x[0] } }',
  },
}

function isAssertion(before: Token | undefined, next: Token | undefined): boolean {
  const isValue = before?.kind === 'name' || /^[)\]]$/.test(before?.text ?? '')
  return isValue && /^(?:\.|\)|\]|,|;|\(|\[)$/.test(next?.text ?? '')
}

function isInConstructor(tokens: readonly Token[], at: number): boolean {
  const open = tokens.findLastIndex((token, index) => index < at && token.text === '(' && token.match > at)
  const isAtStart = /^[(,]$/.test(tokens[at - 1]?.text ?? '') || tokens[at - 1]?.kind === 'keyword'
  return tokens[open - 1]?.text === 'constructor' && isAtStart
}

const looseEnds: Rule = {
  name: 'no loose ends: no skipped test, no TODO',
  check: (files) =>
    files
      .filter(({ path }) => !path.startsWith('test/architecture/'))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, at) => (looseEnd.test(line) ? [`${path}:${at + 1} leaves a loose end`] : [])),
      ),
  bad: {
    'a.ts': '// TODO: later',
    'b.test.ts': "test.skip('x', () => {})",
    'c.test.ts': "test('x', { only: true }, () => {})",
  },
  good: { 'a.test.ts': "test('skips nothing', () => {})" },
}

const looseEnd =
  /\b(?:TODO|FIXME|XXX)\b|\b(?:test|it|describe)\.(?:skip|only|todo)\b|\{ (?:skip|only|todo): true/

const starredColumns: Rule = {
  name: 'statements name their columns',
  check: ofTokens(
    outsideTests,
    ({ kind, text }) =>
      (kind === 'string' || kind === 'template') &&
      /\b(?:select|returning)\s+(?:\w+\.)?\*/i.test(text) &&
      'selects every column',
  ),
  bad: { 'apps/auth-server/src/store/sql/a.ts': "const sql = 'select * from keys'" },
  good: { 'apps/auth-server/src/store/sql/a.ts': "const sql = 'select count(*) as n from keys'" },
}

export const languageRules: readonly Rule[] = [
  comparedNames,
  process,
  hiddenInputs,
  language,
  looseEnds,
  starredColumns,
]
