import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeChallengeOf } from '@latchkey/protocol'
import { anna, redirectUri } from '../definition.ts'
import { type SeededLatchkey, startSeeded, verifier } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const loopback = 'http://127.0.0.1/callback'

/** What each policy asks of a request that has lost its PKCE, or never had a good one. */
const downgrades: readonly (readonly [string, Record<string, string | undefined>])[] = [
  ['CVE-2024-23647: no challenge', { code_challenge: undefined, code_challenge_method: undefined }],
  ['CVE-2024-23647: a method without challenge', { code_challenge: undefined }],
  ['CVE-2026-67336: plain', { code_challenge: verifier, code_challenge_method: 'plain' }],
  ['a challenge without method, which means plain', { code_challenge_method: undefined }],
  ['a method in small letters', { code_challenge_method: 's256' }],
  ['an unknown method', { code_challenge_method: 'S512' }],
  ['a challenge that is no hash', { code_challenge: 'short' }],
  ['a padded challenge', { code_challenge: `${codeChallengeOf(verifier)}=` }],
]

for (const clientId of ['standard', 'public']) {
  for (const [name, changes] of downgrades) {
    test(`${name} is refused before anybody is asked (${clientId})`, async () => {
      const uri = clientId === 'public' ? loopback : redirectUri
      const { status, headers } = await server.get(
        authorizeUrl({ client_id: clientId, redirect_uri: uri, ...changes }),
      )
      assert.equal(status, 303)
      const location = new URL(headers.get('location') ?? '')
      assert.equal(location.searchParams.get('error'), 'invalid_request')
      assert.equal(location.searchParams.get('code'), null)
    })
  }
}

for (const clientId of ['standard', 'openid', 'public', 'nest-web', 'nibe']) {
  test(`CVE-2023-48228 CVE-2025-4144: a challenge is always checked (${clientId})`, async () => {
    const code = await server.newCode(clientId, { verifier })
    const right = { ...server.redemption(clientId, code), code_verifier: verifier }
    const { code_verifier: _, ...without } = right
    const wrong = [
      without,
      { ...right, code_verifier: '' },
      { ...right, code_verifier: codeChallengeOf(verifier) },
      { ...right, code_verifier: verifier.slice(1) },
      { ...right, code_verifier: `${verifier} ` },
      { ...right, code_verifier: verifier.toUpperCase() },
      { ...right, code_verifier: 'x'.repeat(10_000) },
    ]
    for (const form of wrong) assert.equal((await server.token(clientId, form)).status, 400)
    assert.equal((await server.token(clientId, right)).status, 200)
  })

  test(`a verifier without a challenge is refused (${clientId})`, async () => {
    const code = await server.newCode(clientId, { verifier: undefined })
    const { code_verifier: _, ...without } = server.redemption(clientId, code)
    const { status } = await server.token(clientId, { ...without, code_verifier: verifier })
    assert.equal(status, 400)
  })
}

test('CVE-2026-26247: the challenge of the request is the one that is checked, through sign-in and consent', async () => {
  const { location } = await allow(newVisitor(server.issuer), authorizeUrl({ client_id: 'openid' }), anna)
  const code = new URL(location ?? '').searchParams.get('code') ?? ''
  const right = server.redemption('openid', code)
  const { code_verifier: _, ...without } = right
  assert.equal((await server.token('openid', without)).status, 400)
  assert.equal((await server.token('openid', { ...right, code_verifier: 'x'.repeat(43) })).status, 400)
  assert.equal((await server.token('openid', right)).status, 200)
})

test('CVE-2026-67336: the metadata offers S256 alone', async () => {
  for (const name of ['oauth-authorization-server', 'openid-configuration']) {
    const { json } = await server.get(`/.well-known/${name}`)
    assert.deepEqual(json.code_challenge_methods_supported, ['S256'])
    assert.deepEqual(json.response_types_supported, ['code'])
    assert.ok(!JSON.stringify(json.id_token_signing_alg_values_supported ?? []).includes('none'))
  }
})

test('a public client cannot be declared with a policy that does not ask for PKCE', async () => {
  const client = { clientId: 'loose', name: 'Loose', dialect: 'nibe', redirectUris: [redirectUri] }
  await assert.rejects(server.running.apply({ clients: [client] }), /policy/)
})
