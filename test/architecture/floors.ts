import { posix } from 'node:path'
import type { Rule } from './rule.ts'
import type { SourceFile } from './source-file.ts'

/** A house: its rooms belong together. Higher floors may import lower ones. */
interface House {
  readonly name: string
  readonly at: RegExp
  readonly floor: number
}

const houses: readonly House[] = [
  { name: 'test', at: /^(?:test|bench)\//, floor: 6 },
  { name: 'root', at: /^[^/]+\.(?:ts|mjs)$/, floor: 5 },
  { name: 'auth-server', at: /^apps\/auth-server\//, floor: 4 },
  { name: 'device-api', at: /^apps\/device-api\//, floor: 4 },
  { name: 'resource-kit', at: /^packages\/resource-kit\//, floor: 3 },
  { name: 'client-kit', at: /^packages\/client-kit\//, floor: 3 },
  { name: 'sql', at: /^packages\/sql\//, floor: 3 },
  { name: 'dialects', at: /^packages\/dialects\//, floor: 2 },
  { name: 'protocol', at: /^packages\/protocol\//, floor: 1 },
]

/** Where a resource server must know less than its floor allows. */
const only: Readonly<Record<string, readonly string[]>> = {
  'device-api': ['resource-kit', 'sql', 'protocol'],
  'resource-kit': ['protocol'],
  sql: [],
}

export const floors: Rule = {
  name: 'imports go down: root, apps, kits and sql, dialects, protocol',
  check: (files) => files.filter(({ isTest }) => !isTest).flatMap(upwards),
  bad: {
    'packages/protocol/src/scope.ts': "import { dialects } from '@latchkey/dialects'",
    'packages/dialects/src/nest.ts': "import { x } from '../../../apps/auth-server/src/app.ts'",
    'apps/device-api/src/device-api.ts': "import { x } from '../../auth-server/src/context.ts'",
    'apps/auth-server/src/app.ts': "import { createDeviceApi } from '@latchkey/device-api'",
    'apps/auth-server/src/context.ts': "import { serve } from '../../../serve.ts'",
    'packages/sql/src/migrate.ts': "export { sha256 } from '@latchkey/protocol'",
    'packages/resource-kit/src/access.ts': "import { openSqlite } from '@latchkey/sql'",
  },
  good: { 'apps/auth-server/src/app.ts': "import { x } from '@latchkey/protocol'\nimport './context.ts'" },
}

/** The house that an import leads to; none for packages of others. */
function houseOf(path: string): House | undefined {
  return houses.find(({ at }) => at.test(path))
}

export function targetOf(file: Pick<SourceFile, 'path'>, from: string): string | undefined {
  if (from.startsWith('.')) return posix.join(posix.dirname(file.path), from)
  const [, name] = /^@latchkey\/([^/]+)/.exec(from) ?? []
  if (name === undefined) return undefined
  return `${name === 'device-api' || name === 'auth-server' ? 'apps' : 'packages'}/${name}/src/index.ts`
}

function upwards(file: SourceFile): readonly string[] {
  const own = houseOf(file.path)
  if (own === undefined) return [`${file.path} is in no house`]
  return file.imports.flatMap(({ from, line }) => {
    const target = targetOf(file, from)
    const house = target === undefined ? undefined : houseOf(target)
    if (house === undefined || house.name === own.name) return []
    const isDown = house.floor < own.floor && (only[own.name]?.includes(house.name) ?? true)
    return isDown ? [] : [`${file.path}:${line} imports ${from}: ${own.name} may not import ${house.name}`]
  })
}

export const typesOfResourceKit: Rule = {
  name: 'the authorization server knows of resource-kit only types',
  check: (files) =>
    files
      .filter(({ path, isTest }) => path.startsWith('apps/auth-server/') && !isTest)
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from, typesOnly }) => from.startsWith('@latchkey/resource-kit') && !typesOnly)
          .map(({ line }) => `${path}:${line} imports more than types of resource-kit`),
      ),
  bad: {
    'apps/auth-server/src/app.ts': "import { type Access, requireToken } from '@latchkey/resource-kit'",
  },
  good: {
    'apps/auth-server/src/app.ts':
      "import type { HomeAccess } from '@latchkey/resource-kit'\nimport { type Access } from '@latchkey/resource-kit'",
  },
}

const mayOpenStores = /^apps\/auth-server\/src\/(?:open-server-context\.ts|store\/sql\/)/

export const portsOfTheStore: Rule = {
  name: 'nobody but open-server-context and store/sql knows store/sql',
  check: (files) =>
    files
      .filter(({ path, isTest }) => !mayOpenStores.test(path) && !isTest)
      .flatMap((file) =>
        file.imports
          .filter(({ from }) => targetOf(file, from)?.startsWith('apps/auth-server/src/store/sql/'))
          .map(
            ({ from, line }) => `${file.path}:${line} imports ${from}: only the ports of store/ are for it`,
          ),
      ),
  bad: { 'apps/auth-server/src/token/spend.ts': "import { number } from '../store/sql/rows.ts'" },
  good: { 'apps/auth-server/src/open-server-context.ts': "import { x } from './store/sql/sql-store.ts'" },
}

/** Rooms that call each other on purpose, with the reason. */
export const knownRings: Readonly<Record<string, string>> = {
  'authorize → login': 'a request that needs somebody shows the sign-in',
  'login → authorize': 'who has signed in goes on with the request',
  'authorize → consent': 'a request that needs an answer shows the question',
  'consent → authorize': 'who has answered goes on with the request',
  'commands → demo': 'doctor warns of demo clients',
  'demo → commands': 'the demo is a declaration that apply writes',
}

export const rings: Rule = {
  name: 'rooms of the authorization server import each other in no ring but the known ones',
  check: (files) =>
    ringsAmong(files)
      .filter((pair) => knownRings[pair] === undefined)
      .map((pair) => `${pair} closes a ring`),
  bad: {
    'apps/auth-server/src/a/one.ts': "import { two } from '../b/two.ts'",
    'apps/auth-server/src/b/two.ts': "import { three } from '../c/three.ts'",
    'apps/auth-server/src/c/three.ts': "import { one } from '../a/one.ts'",
  },
  good: {
    'apps/auth-server/src/a/one.ts': "import { two } from '../b/two.ts'",
    'apps/auth-server/src/b/two.ts': "import type { One } from '../a/one.ts'",
  },
}

/** The doors between rooms through which a way leads back. */
export function ringsAmong(files: readonly SourceFile[]): readonly string[] {
  const doors = new Map<string, Set<string>>()
  for (const file of files.filter(({ isTest }) => !isTest)) {
    const room = roomOf(file.path)
    const targets = file.imports
      .filter(({ typesOnly }) => !typesOnly)
      .map(({ from }) => targetOf(file, from) ?? '')
    for (const other of targets.map(roomOf)) {
      if (room === undefined || other === undefined || other === room) continue
      doors.set(room, (doors.get(room) ?? new Set()).add(other))
    }
  }
  const pairs = [...doors].flatMap(([room, others]) =>
    [...others].filter((other) => reaches(doors, other, room)).map((other) => `${room} → ${other}`),
  )
  return pairs
}

/** A folder. Files beside the folders are the hall, where everybody meets. */
function roomOf(path: string): string | undefined {
  return /^apps\/auth-server\/src\/([^/]+)\//.exec(path)?.[1]
}

function reaches(doors: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from])
  for (const room of seen) for (const next of doors.get(room) ?? []) seen.add(next)
  return seen.has(to)
}

export const fileRings: Rule = {
  name: 'no file needs itself to be loaded',
  check: (files) => {
    const needs = new Map(
      files.map((file) => {
        const values = file.imports.filter(({ typesOnly }) => !typesOnly)
        return [file.path, new Set(values.map(({ from }) => targetOf(file, from) ?? ''))]
      }),
    )
    return [...needs]
      .filter(([path, needed]) => [...needed].some((next) => reaches(needs, next, path)))
      .map(([path]) => `${path} imports itself in the end`)
  },
  bad: { 'a/one.ts': "import { two } from '../b/two.ts'", 'b/two.ts': "import { one } from '../a/one.ts'" },
  good: { 'a/one.ts': "import { two } from './two.ts'", 'a/two.ts': "import type { One } from './one.ts'" },
}
