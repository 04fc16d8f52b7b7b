import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import { tokenFacts } from './facts.testing.ts'
import { nibe } from './nibe.ts'

test('the five members of seed 004 in their order, bearer in small letters', () => {
  assert.deepEqual(Object.entries(nibe.tokenResponse.members(tokenFacts())), [
    ['access_token', 'access'],
    ['expires_in', 300],
    ['refresh_token', 'refresh'],
    ['scope', 'b a'],
    ['token_type', 'bearer'],
  ])
})

test('a bad or used code is invalid_request, and bad credentials are 400', () => {
  for (const kind of ['code not found', 'code expired', 'code spent'] as const) {
    const error = new OAuthError('invalid_grant', 'No.', { reason: { kind } })
    assert.deepEqual(nibe.writeError(error).body, {
      error: 'invalid_request',
      error_description: 'No.',
    })
  }
  const refused = nibe.writeError(new OAuthError('invalid_client', 'No.'))
  assert.deepEqual([refused.status, refused.body.error, refused.headers], [400, 'invalid_client', {}])
  const refresh = new OAuthError('invalid_grant', 'No.', { reason: { kind: 'refresh token not found' } })
  assert.equal(nibe.writeError(refresh).body.error, 'invalid_grant')
})

test('scopes are divided by spaces, by real plus signs and by commas', () => {
  const { scopeSeparator } = nibe.request
  for (const text of ['READSYSTEM WRITESYSTEM', 'READSYSTEM+WRITESYSTEM', 'READSYSTEM, WRITESYSTEM'])
    assert.deepEqual(text.split(scopeSeparator), ['READSYSTEM', 'WRITESYSTEM'])
})
