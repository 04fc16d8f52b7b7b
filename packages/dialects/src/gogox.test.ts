import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import { tokenFacts } from './facts.testing.ts'
import { gogox } from './gogox.ts'

test("Doorkeeper's four members; created_at in whole seconds", () => {
  const facts = tokenFacts({ isClientsOwn: true, expiresIn: 7200, refreshToken: undefined })
  assert.deepEqual(gogox.tokenResponse.members(facts), {
    access_token: 'access',
    token_type: 'Bearer',
    expires_in: 7200,
    created_at: 1_487_281_223,
  })
})

test('every error has its challenge, and the sentence of the vendor where there is one', () => {
  const sentence = 'The requested scope is invalid, unknown, or malformed.'
  assert.deepEqual(gogox.writeError(new OAuthError('invalid_scope', 'Our own sentence.')), {
    status: 400,
    body: { error: 'invalid_scope', error_description: sentence },
    headers: {
      'WWW-Authenticate': `Bearer realm="Doorkeeper", error="invalid_scope", error_description="${sentence}"`,
    },
  })
})

test('our own sentence where it says more', () => {
  const description = (error: OAuthError) => gogox.writeError(error).body.error_description
  const missing = { kind: 'missing parameter', parameter: 'grant_type' } as const
  assert.equal(
    description(new OAuthError('invalid_request', 'x', { reason: missing })),
    'Missing required parameter: grant_type.',
  )
  assert.equal(description(new OAuthError('invalid_request', 'Not JSON.')), 'Not JSON.')
  // A throttled client is to be told to wait, not that its secret is wrong.
  assert.equal(description(new OAuthError('invalid_client', 'Wait.', { status: 429 })), 'Wait.')
})
