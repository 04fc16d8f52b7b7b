import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeBearer } from './decode-bearer.ts'

test('a bearer token is read in any letter case of the scheme', () => {
  for (const header of ['Bearer abc', 'bearer abc', 'BEARER   abc', 'Bearer abc '])
    assert.equal(decodeBearer(header), 'abc')
  assert.equal(decodeBearer('Bearer a-b._~+/c=='), 'a-b._~+/c==')
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
  'DPoP abc',
])
  test(`no bearer token: ${JSON.stringify(header)}`, () => assert.equal(decodeBearer(header), undefined))
