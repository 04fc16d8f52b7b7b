// Everything that both libraries export is driven, or stands with a reason; and nothing here loosens a check of theirs.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { driven, loosening, notApplicable } from './library-exports.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const libraries = ['openid-client', 'oauth4webapi'] as const

async function exportsOf(library: string): Promise<readonly string[]> {
  return Object.keys((await import(library)) as object)
}

const sources = ['apps', 'bench', 'packages', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|mts|mjs|js)$/.test(path) && !path.includes('node_modules'))
    .map((path) => join(folder, path)),
)
const texts = new Map(sources.map((path) => [path, readFileSync(join(root, path), 'utf8')]))

/** What a file says in its code: comments are no use of anything. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

/** The files that import a library, whatever for. */
const users = [...texts].filter(([, text]) => /(from|import\()\s*'(openid-client|oauth4webapi)'/.test(text))

/** Of the library's namespace (`client.name`, `oauth.name`), by a named import, or, for classes and codes, by the text they are known by. */
function isUsed(text: string, library: string, name: string): boolean {
  const named = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from '${library}'`)
  const namespace = new RegExp(`import \\* as (\\w+) from '${library}'`).exec(text)?.[1]
  if (namespace !== undefined && new RegExp(`\\b${namespace}\\.${name}\\b`).test(codeOf(text))) return true
  return named.test(text)
}

for (const library of libraries) {
  test(`every export of ${library} is driven or stands with a reason, never both`, async () => {
    const names = await exportsOf(library)
    for (const name of names) {
      const places = [name in driven[library], name in notApplicable, loosening.includes(name)]
      assert.equal(
        places.filter(Boolean).length,
        1,
        `${name} of ${library} stands in ${places} of the tables`,
      )
    }
    const gone = Object.keys(driven[library]).filter((name) => !names.includes(name))
    assert.deepEqual(gone, [], 'the table names what the library has no more')
  })

  test(`what is said to drive an export of ${library} really uses it`, () => {
    for (const [name, path] of Object.entries(driven[library]))
      assert.ok(
        isUsed(texts.get(path) ?? assert.fail(`${path} is not there`), library, name),
        `${path}: ${name}`,
      )
  })
}

test('every reason and every loosening option is for something that a library has', async () => {
  const names = new Set((await Promise.all(libraries.map(exportsOf))).flat())
  const excused = [...Object.keys(notApplicable), ...loosening]
  assert.deepEqual(
    excused.filter((name) => !names.has(name)),
    [],
  )
})

test('no file that uses a library holds an option that loosens a check of it', () => {
  assert.ok(users.length > 10)
  for (const [path, text] of users)
    for (const name of loosening) assert.ok(!new RegExp(`\\b${name}\\b`).test(text), `${path} holds ${name}`)
})

test('who takes an ID token checks its signature, too, which both libraries leave to TLS unless they are told', () => {
  const count = (code: string, expression: RegExp) => [...code.matchAll(expression)].length
  for (const [path, text] of users) {
    const code = codeOf(text)
    const begun = count(code, /\bclient\.(discovery|dynamicClientRegistration|Configuration)\(/g)
    assert.ok(count(code, /\bclient\.enableNonRepudiationChecks\b/g) >= begun, path)
    if (/\boauth\.processAuthorizationCodeResponse\(/.test(code))
      assert.ok(code.includes('oauth.validateApplicationLevelSignature('), path)
  }
})

test('another fetch is given to a library only to show a certificate', () => {
  for (const [path, text] of users) {
    const given = [...codeOf(text).matchAll(/customFetch\]\??[:=]*\s*\??:?\s*([\w<>]+)/g)].map(
      ([, what]) => what,
    )
    const mentions = codeOf(text).match(/\bcustomFetch\b/g)?.length ?? 0
    assert.equal(given.length, mentions, `${path}: customFetch in another form than [x.customFetch]: y`)
    for (const what of given)
      assert.ok(what === 'certificateFetch' || what === 'ReturnType<typeof', `${path}: ${what}`)
  }
})

test('no test and no program turns the verification of certificates off', () => {
  // Split, so that this file does not find itself.
  const forbidden = [
    'NODE_TLS_REJECT' + '_UNAUTHORIZED',
    'InsecureSkip' + 'Verify',
    'check_host' + 'name = False',
  ]
  for (const [path, text] of texts) {
    for (const words of forbidden) assert.ok(!text.includes(words), `${path}: ${words}`)
    const code = codeOf(text)
    // A server that asks for certificates looks at them itself: RFC 8705's self-signed ones have no authority.
    for (const [at] of code.matchAll(/rejectUnauthorized: ?false/g))
      assert.ok(code.includes('requestCert'), `${path}: ${at}`)
  }
})
