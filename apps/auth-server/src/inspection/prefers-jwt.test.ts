import assert from 'node:assert/strict'
import { test } from 'node:test'
import { prefersJwt } from './prefers-jwt.ts'

const jwt = 'application/token-introspection+jwt'

test('a signed answer is for who names its media type (RFC 9701 §4)', () => {
  for (const accept of [
    jwt,
    jwt.toUpperCase(),
    `${jwt}, application/json;q=0.9`,
    `text/html, ${jwt};q=0.3`,
    `${jwt}; q=1.0 , */*`,
  ])
    assert.equal(prefersJwt(accept), true, accept)
})

test('JSON is the answer to everything else, and where both are liked alike', () => {
  for (const accept of [
    undefined,
    '',
    '*/*',
    'application/*',
    'application/json',
    'application/jwt',
    `${jwt};q=0`,
    `${jwt};q=0.5, application/json`,
    `application/json, ${jwt}`,
    `${jwt};q=nothing`,
  ])
    assert.equal(prefersJwt(accept), false, String(accept))
})
