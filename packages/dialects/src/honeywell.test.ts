import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError, type Reason } from '@latchkey/protocol'
import { tokenFacts } from './facts.testing.ts'
import { honeywell } from './honeywell.ts'

test('a person allowed it: four members, all texts', () => {
  assert.deepEqual(honeywell.tokenResponse.members(tokenFacts({ expiresIn: 1799 })), {
    access_token: 'access',
    refresh_token: 'refresh',
    expires_in: '1799',
    token_type: 'Bearer',
  })
})

test("a client's own token: the thirteen members of seed 002 in their order, all texts", () => {
  const facts = tokenFacts({ isClientsOwn: true, expiresIn: 3599, scope: 'user', refreshToken: undefined })
  const members = honeywell.tokenResponse.members(facts)
  assert.deepEqual(Object.entries(members), [
    ['refresh_token_expires_in', '0'],
    ['api_product_list', '[Basic Plan]'],
    ['organization_name', 'connectedhome'],
    ['developer.email', 'developer@example.com'],
    ['token_type', 'BearerToken'],
    ['issued_at', '1487281223451'],
    ['client_id', '123abc'],
    ['access_token', 'access'],
    ['application_name', 'An app'],
    ['scope', 'user'],
    ['expires_in', '3599'],
    ['refresh_count', '0'],
    ['status', 'approved'],
  ])
})

test('an empty scope stands between code and state, and not in an error', () => {
  const issuer = 'https://id.example.com'
  assert.deepEqual(Object.entries(honeywell.authorize.answer({ code: 'c', state: 's', issuer })), [
    ['code', 'c'],
    ['scope', ''],
    ['state', 's'],
  ])
  const error = new OAuthError('access_denied', 'No.')
  assert.equal('scope' in honeywell.authorize.answer({ error, state: 's', issuer }), false)
})

const sentences: readonly (readonly [Reason, text: string])[] = [
  [{ kind: 'unknown client', clientId: 'x' }, 'ClientId is Invalid'],
  [{ kind: 'wrong client secret', clientId: 'x', ending: 'yz' }, 'ClientId is Invalid'],
  [{ kind: 'missing parameter', parameter: 'redirect_uri' }, 'Required param : redirect_uri'],
  [{ kind: 'code not found' }, 'Invalid Authorization Code'],
  [{ kind: 'code spent' }, 'Invalid Authorization Code'],
  [{ kind: 'code expired' }, 'Invalid Authorization Code'],
  [{ kind: 'as described' }, 'Our own sentence.'],
]

for (const [reason, text] of sentences) {
  test(`Apigee's words beside the RFC's for: ${reason.kind}`, () => {
    const error = new OAuthError('invalid_grant', 'Our own sentence.', { reason })
    assert.deepEqual(honeywell.writeError(error).body, {
      error: 'invalid_grant',
      error_description: 'Our own sentence.',
      ErrorCode: 'invalid_grant',
      Error: text,
    })
  })
}
