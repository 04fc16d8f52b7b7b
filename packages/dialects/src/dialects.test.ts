import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError, statusOf, tokenAlphabets } from '@latchkey/protocol'
import type { Dialect, RequestShape } from './dialect.ts'
import { dialectNames, dialects, guessDialect, pathsOf } from './dialects.ts'

const all: readonly Dialect[] = Object.values(dialects)
const legacy = all.filter(({ name }) => name !== dialects.standard.name)

test('each dialect stands in the table under its own name', () => {
  assert.deepEqual(
    all.map(({ name }) => name),
    dialectNames,
  )
})

const guesses: readonly (readonly [RequestShape, name: string])[] = [
  [{ method: 'POST', path: '/oauth2/token', format: 'form' }, 'standard'],
  [{ method: 'POST', path: '/oauth2/token', format: 'json' }, 'standard'],
  [{ method: 'GET', path: '/oauth2/authorize', format: 'none' }, 'standard'],
  [{ method: 'POST', path: '/oauth2/access_token', format: 'form' }, 'nest'],
  [{ method: 'POST', path: '/oauth2/access_token', format: 'json' }, 'nest'],
  [{ method: 'GET', path: '/login/oauth2', format: 'none' }, 'nest'],
  [{ method: 'POST', path: '/oauth2/accesstoken', format: 'form' }, 'honeywell'],
  [{ method: 'POST', path: '/oauth/token', format: 'json' }, 'gogox'],
  [{ method: 'GET', path: '/oauth/token', format: 'none' }, 'gogox'],
  [{ method: 'POST', path: '/oauth/token', format: 'form' }, 'nibe'],
  [{ method: 'POST', path: '/oauth/token', format: 'none' }, 'nibe'],
  [{ method: 'GET', path: '/oauth/authorize', format: 'none' }, 'nibe'],
  [{ method: 'POST', path: '/oauth2/introspect', format: 'form' }, 'standard'],
]

for (const [shape, name] of guesses) {
  test(`${shape.method} ${shape.path} with ${shape.format} is guessed to be ${name}'s`, () => {
    assert.equal(guessDialect(shape).name, name)
    const others = all.filter((dialect) => dialect.isGuessedFrom(shape) && dialect.name !== name)
    assert.deepEqual(others, [], 'a guess must not depend on the order of the table')
  })
}

test('every path is mounted once', () => {
  assert.deepEqual(pathsOf('token'), [
    '/oauth2/token',
    '/oauth2/access_token',
    '/oauth2/accesstoken',
    '/oauth/token',
  ])
  assert.deepEqual(pathsOf('authorize'), ['/oauth2/authorize', '/login/oauth2', '/oauth/authorize'])
  assert.deepEqual(pathsOf('deauthorize'), ['/oauth2/access_tokens/:token'])
})

test('old clients never URL-encode: their tokens are letters and digits behind the prefix', () => {
  const bytes = Uint8Array.from({ length: 96 }, (_, at) => (at * 37) % 256)
  for (const { accessToken, refreshToken } of legacy) {
    for (const { prefix, version } of [accessToken, refreshToken]) {
      assert.match(prefix + version, /^(c\.)?[A-Za-z0-9]+$/)
      assert.match(tokenAlphabets[version].write(bytes), /^[A-Za-z0-9]+$/)
    }
  }
})

test('no token passes for one of another kind', () => {
  for (const { accessToken, refreshToken } of all) assert.notEqual(accessToken.prefix, refreshToken.prefix)
})

test('a code has 128 bits or more, but for the vendor whose people type it', () => {
  const short = all.filter(({ code }) => Math.log2(62) * code.length < 128).map(({ name }) => name)
  assert.deepEqual(short, ['nest'])
})

test('every error becomes JSON with a name and a sentence, and never a status of success', () => {
  for (const dialect of all) {
    for (const code of Object.keys(statusOf) as (keyof typeof statusOf)[]) {
      const written = dialect.writeError(new OAuthError(code, 'A sentence.'))
      assert.ok(written.status >= 400 && written.status === Math.trunc(written.status))
      assert.equal(typeof written.body.error, 'string')
      assert.ok(String(written.body.error_description).length > 0)
    }
  }
})
