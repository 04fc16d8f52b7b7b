import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeAuthorization } from './decode-authorization.ts'

test('a token that comes with a proof is told by its scheme', () => {
  for (const header of ['DPoP abc', 'dpop abc', 'DPOP  abc '])
    assert.deepEqual(decodeAuthorization(header), { scheme: 'dpop', token: 'abc' })
})

test('a bearer token is read in any letter case of the scheme', () => {
  for (const header of ['Bearer abc', 'bearer abc', 'BEARER   abc', 'Bearer abc '])
    assert.deepEqual(decodeAuthorization(header), { scheme: 'bearer', token: 'abc' })
  assert.equal(decodeAuthorization('Bearer a-b._~+/c==')?.token, 'a-b._~+/c==')
})

for (const header of [
  undefined,
  '',
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Bearer "a"',
  'Basic abc',
  'Bearer a,b',
  'Bearerabc',
  'Bearer a=b',
  'Bearer a\nb',
  'DPoP',
  'DPoP a b',
  'DPoP a, Bearer b',
])
  test(`no bearer token: ${JSON.stringify(header)}`, () =>
    assert.equal(decodeAuthorization(header), undefined))
