import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleClient, sampleSecret } from '../store/contract/samples.testing.ts'
import type { Client } from '../store/records.ts'
import { clientProblems } from './client-rules.ts'

/** The members of a confidential client that are refused when these are declared. */
function refused(declared: Partial<Client>): readonly string[] {
  const standard = { dialect: 'standard', policy: 'openid', scopes: [], secrets: [sampleSecret()] } as const
  const wanted = sampleClient({ ...standard, overrides: {}, ...declared })
  const problems = clientProblems({
    newSecret: undefined,
    wanted,
    knownScopes: new Set(),
    weakAllowed: false,
  })
  return problems.map(({ member }) => member)
}

const jwks = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }] }

test('who must sign its requests has keys, and an old vendor’s app is not asked for what it cannot send', () => {
  assert.deepEqual(refused({ requirePushedAuthorizationRequests: true }), [])
  assert.deepEqual(refused({ requireSignedRequestObject: true, jwks }), [])
  assert.deepEqual(refused({ requireSignedRequestObject: true }), ['requireSignedRequestObject'])
  const nibe = { dialect: 'nibe', policy: 'nibe', jwks } as const
  for (const name of ['requirePushedAuthorizationRequests', 'requireSignedRequestObject']) {
    assert.deepEqual(refused({ ...nibe, [name]: true }), [name])
    assert.deepEqual(refused({ ...nibe, [name]: false }), [])
  }
})
