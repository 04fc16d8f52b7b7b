import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import { tokenFacts } from './facts.testing.ts'
import { standard } from './standard.ts'

const issuer = 'https://id.example.com'

test('the members of RFC 6749 §5.1, and none without a value', () => {
  const written = (more: Parameters<typeof tokenFacts>[0]) =>
    JSON.parse(JSON.stringify(standard.tokenResponse.members(tokenFacts(more))))
  assert.deepEqual(written({}), {
    access_token: 'access',
    token_type: 'Bearer',
    expires_in: 300,
    refresh_token: 'refresh',
    scope: 'b a',
  })
  assert.deepEqual(Object.keys(written({ refreshToken: undefined, scope: '', idToken: 'id' })), [
    'access_token',
    'token_type',
    'expires_in',
    'id_token',
  ])
})

test('the issuer is in both kinds of authorization answer', () => {
  assert.deepEqual(standard.authorize.answer({ code: 'c', state: 's', issuer }), {
    code: 'c',
    state: 's',
    iss: issuer,
  })
  const error = new OAuthError('access_denied', 'No.')
  assert.deepEqual(standard.authorize.answer({ error, state: undefined, issuer }), {
    error: 'access_denied',
    error_description: 'No.',
    state: undefined,
    iss: issuer,
  })
})

test('401 names the scheme, other errors do not', () => {
  const refused = standard.writeError(new OAuthError('invalid_client', 'No.'))
  assert.deepEqual(refused, {
    status: 401,
    body: { error: 'invalid_client', error_description: 'No.' },
    headers: { 'WWW-Authenticate': 'Basic realm="latchkey"' },
  })
  assert.deepEqual(standard.writeError(new OAuthError('invalid_grant', 'No.')).headers, {})
})
