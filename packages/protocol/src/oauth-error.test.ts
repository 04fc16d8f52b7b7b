import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { OAuthError, statusOf } from './oauth-error.ts'

test('every description is in the characters that RFC 6749 §5.2 allows, and never endless', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (text) => {
      assert.match(new OAuthError('invalid_request', text).message, /^[\x20-\x21\x23-\x5b\x5d-\x7e]{0,500}$/)
    }),
  )
  assert.equal(new OAuthError('invalid_request', 'a "b" \\ ö\n').message, "a 'b' ' ??")
})

test('status, reason and cause are the given ones, else the usual', () => {
  const usual = new OAuthError('invalid_client', 'No.')
  assert.deepEqual(
    [usual.status, usual.reason, usual.retryAfter, usual.cause],
    [401, { kind: 'as described' }, undefined, undefined],
  )
  const cause = new Error('inner')
  const reason = { kind: 'throttled', what: 'secrets' } as const
  const special = new OAuthError('invalid_client', 'No.', { status: 429, retryAfter: 3, reason, cause })
  assert.deepEqual(
    [special.status, special.reason, special.retryAfter, special.cause],
    [429, reason, 3, cause],
  )
})

test('every code has a status of an error', () => {
  for (const status of Object.values(statusOf)) assert(status >= 400 && status < 600)
})
