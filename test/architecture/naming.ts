import { basename } from 'node:path'
import type { Rule } from './rule.ts'
import type { SourceFile } from './source-file.ts'

const emptyWords = /(?:^|[-.])(?:utils?|helpers?|common|managers?|services?|misc|shared)(?=[-.]|$)/
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|testing|browser|config|d))?\.(?:ts|mjs)$/

const fileNames: Rule = {
  name: 'files are named in kebab-case after what they hold; index.ts is only a front',
  check: (files) =>
    files.flatMap(({ path }) => {
      const name = basename(path)
      const isFront = /^(?:packages|apps)\/[^/]+\/src\/index\.ts$/.test(path)
      if (name === 'index.ts') return isFront ? [] : [`${path} is an index that is no package's front`]
      const isFine = kebab.test(name) && !emptyWords.test(name)
      return isFine || excepted(path) ? [] : [`${path} is badly named`]
    }),
  bad: {
    'apps/auth-server/src/token/index.ts': '',
    'packages/sql/src/utils.ts': '',
    'packages/sql/src/sql-helpers.ts': '',
    'apps/auth-server/src/tokenService.ts': '',
    'apps/auth-server/src/token-service.ts': '',
  },
  good: {
    'packages/sql/src/index.ts': '',
    'packages/sql/src/data-folder-lock.test.ts': '',
    'apps/auth-server/src/login/common-passwords.ts': '',
  },
}

/** Where the word says something: passwords that are common. */
function excepted(path: string): boolean {
  return path === 'apps/auth-server/src/login/common-passwords.ts'
}

/** Where a wire, a file format or a database is, and so its names; each with what it speaks. */
const wires: readonly (readonly [where: RegExp, speaks: string])[] = [
  [/\/(?:decode|encode)-[a-z0-9-]+\.ts$/, 'turns a wire into records or back'],
  [/^packages\/protocol\//, 'the words of OAuth'],
  [/^packages\/dialects\//, 'how vendors spell them'],
  [/^packages\/resource-kit\/src\/refusal\.ts$/, 'error codes of RFC 6750'],
  [/^packages\/sql\/src\/postgres-driver\.ts$/, 'settings of PostgreSQL'],
  [/\/src\/discovery\//, 'metadata documents'],
  [/\/src\/inspection\//, 'introspection, userinfo, claims'],
  [/\/src\/token\/(?:id-token|token-formats\/[a-z-]+)\.ts$/, 'claims of JWTs'],
  [/\/src\/store\/sql\//, 'columns'],
  [
    /\/src\/(?:token\/grant-types|client-authentication\/allowed-methods|clients\/built-in-scopes)\.ts$/,
    'tables by wire names',
  ],
  [/\/src\/(?:method-not-allowed|pages\/not-found)\.ts$/, 'a JSON error that no dialect writes'],
  [/\/src\/devices\/device-types\.ts$/, 'a table by wire names'],
  [/\/src\/openapi(?:-[a-z]+)?\.ts$/, 'an OpenAPI document'],
  [/\/src\/(?:commands\/apply|registration)\/[a-z-]+-schema\.ts$/, 'the file of apply'],
  [/\/src\/(?:demo\/|documentation\/(?:chapters\/|example-values))/, 'requests to copy'],
  [/^install-missing\.mjs$/, 'variables of npm'],
]

const snake = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/

const wireNames: Rule = {
  name: 'wire names live where a wire is',
  check: (files) => files.filter(({ path, isTest }) => !isTest && !isWire(path)).flatMap(wireNamesIn),
  bad: {
    'apps/auth-server/src/token/spend.ts': 'const { client_id } = request',
    'apps/auth-server/src/authorize/issue-code.ts': 'save({ redirect_uri: 1 })',
  },
  good: {
    'apps/auth-server/src/token/spend.ts': "const id = values.get('client_id')",
    'packages/dialects/src/nest.ts': 'const x = { access_token: 1 }',
  },
}

function isWire(path: string): boolean {
  return wires.some(([where]) => where.test(path))
}

function wireNamesIn({ path, tokens }: SourceFile): readonly string[] {
  return tokens
    .filter(({ kind, text }) => kind === 'name' && snake.test(text))
    .map(({ line, text }) => `${path}:${line} uses the wire name ${text}`)
}

export const namingRules: readonly Rule[] = [fileNames, wireNames]
