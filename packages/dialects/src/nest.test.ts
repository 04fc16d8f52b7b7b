import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OAuthError, type Reason } from '@latchkey/protocol'
import { tokenFacts } from './facts.testing.ts'
import { nest } from './nest.ts'

test('two members, the second a number', () => {
  const members = nest.tokenResponse.members(tokenFacts({ expiresIn: 315_360_000 }))
  assert.deepEqual(members, { access_token: 'access', expires_in: 315_360_000 })
})

test('state stands before the code, as the vendor writes it, and no issuer behind', () => {
  const answer = nest.authorize.answer({ code: 'c', state: 'STATE', issuer: 'https://id.example.com' })
  assert.deepEqual(Object.entries(answer), [
    ['state', 'STATE'],
    ['code', 'c'],
  ])
})

const sentences: readonly (readonly [Reason, error: string, description: string])[] = [
  [{ kind: 'missing parameter', parameter: 'code' }, 'oauth2_error', 'missing required parameters: code'],
  [
    { kind: 'redirect uri not registered', given: 'x', registered: [] },
    'input_data_error',
    'redirect_uri not pre-registered',
  ],
  [{ kind: 'code expired' }, 'oauth2_error', 'authorization code expired'],
  [{ kind: 'code not found' }, 'oauth2_error', 'authorization code not found'],
  [{ kind: 'code spent' }, 'oauth2_error', 'authorization code not found'],
  [{ kind: 'client not active', clientId: 'x' }, 'oauth2_error', 'client not active'],
  [{ kind: 'as described' }, 'oauth2_error', 'Our own sentence.'],
]

for (const [reason, error, description] of sentences) {
  test(`the vendor's words for: ${reason.kind}`, () => {
    const written = nest.writeError(new OAuthError('invalid_grant', 'Our own sentence.', { reason }))
    assert.deepEqual(written.body, { error, error_description: description })
  })
}

test('whatever a request does wrong is 400; that we are busy is not', () => {
  const status = (error: OAuthError) => nest.writeError(error).status
  assert.equal(status(new OAuthError('invalid_client', 'No.')), 400)
  assert.equal(status(new OAuthError('access_denied', 'No.')), 400)
  assert.equal(status(new OAuthError('invalid_grant', 'Wait.', { status: 429 })), 429)
  assert.equal(status(new OAuthError('temporarily_unavailable', 'Busy.')), 503)
})
