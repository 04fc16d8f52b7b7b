import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import { decodeClaimsParameter } from './decode-claims-parameter.ts'

const scopes = ['openid', 'profile', 'phone']

function decode(claims: unknown) {
  return decodeClaimsParameter(JSON.stringify(claims), scopes)
}

test('claims of the client’s scopes are asked for; those of other scopes and unknown ones are ignored', () => {
  const asked = { name: null, email: null, phone_number: { essential: true }, nobody: null, 'name#sv': null }
  const { claims, subjects, contexts } = decode({ userinfo: asked, id_token: { birthdate: {} }, more: 1 })
  assert.deepEqual(claims, { userinfo: ['name', 'phone_number'], idToken: ['birthdate'] })
  assert.deepEqual([subjects, contexts], [[], undefined])
})

test('nothing that may be told is nothing at all', () => {
  for (const nothing of [{}, { userinfo: {} }, { id_token: { email: null, auth_time: { essential: true } } }])
    assert.equal(decode(nothing).claims, undefined)
  const deep = `{"userinfo":${'{"a":'.repeat(4_000)}null${'}'.repeat(4_001)}`
  assert.equal(decodeClaimsParameter(deep, scopes).claims, undefined)
  assert.equal(decodeClaimsParameter(undefined, scopes).claims, undefined)
  assert.equal(
    decodeClaimsParameter('{"userinfo":{"__proto__":null,"constructor":null}}', scopes).claims,
    undefined,
  )
})

test('a sub with a value names who may answer; several are all meant', () => {
  const value = (sub: string) => ({ sub: { value: sub } })
  assert.deepEqual(decode({ id_token: value('anna') }).subjects, [['anna']])
  assert.deepEqual(decode({ userinfo: { sub: { values: ['anna', 'ben'] } } }).subjects, [['anna', 'ben']])
  assert.deepEqual(decode({ userinfo: value('anna'), id_token: value('ben') }).subjects, [['anna'], ['ben']])
  assert.deepEqual(decode({ id_token: { sub: null } }).subjects, [])
  assert.deepEqual(decode({ id_token: { sub: { value: 7 } } }).subjects, [[]], 'nobody has that sub')
})

test('an essential acr demands one of its values, another only wishes', () => {
  const acr = (more: object) => decode({ id_token: { acr: { values: ['a', 'b'], ...more } } }).contexts
  assert.deepEqual(acr({ essential: true }), ['a', 'b'])
  assert.equal(acr({ essential: false }), undefined)
  assert.equal(acr({}), undefined)
  assert.equal(decode({ id_token: { acr: { essential: true } } }).contexts, undefined)
})

test('what has another shape is invalid_request', () => {
  const wrong = [
    '',
    'x',
    '{',
    '[]',
    'null',
    '7',
    '"userinfo"',
    '{"userinfo":[]}',
    '{"userinfo":null}',
    '{"id_token":"name"}',
    '{"userinfo":{"name":true}}',
    '{"userinfo":{"name":[]}}',
    '{"userinfo":{"name":{"essential":"yes"}}}',
    '{"id_token":{"acr":{"values":"a"}}}',
    `${'['.repeat(4_000)}`,
  ]
  for (const text of wrong)
    assert.throws(
      () => decodeClaimsParameter(text, scopes),
      (error) => error instanceof OAuthError && error.code === 'invalid_request',
      text.slice(0, 40),
    )
})
