// docs/certification.md, OpenID Connect: ID tokens.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { everyScope, type OpenIdWorld, startOpenIdWorld, waits } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

const algorithms = { RS256: 'sha256', ES256: 'sha256', PS256: 'sha256', EdDSA: 'sha512' } as const

for (const [algorithm, hash] of Object.entries(algorithms))
  test(`an ID token signed by ${algorithm} for a client that registered it, its at_hash right for it`, async () => {
    const clientId = `signs-${algorithm}`
    const { idToken, accessToken } = await world.connect(clientId)
    const { payload, protectedHeader } = await world.verify(idToken, clientId)
    assert.equal(protectedHeader.alg, algorithm)
    const digest = createHash(hash).update(accessToken).digest()
    assert.equal(payload.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'))
  })

test('RS256 is the default; the kid is that of a published key', async () => {
  const { idToken } = await world.connect('basic')
  const { protectedHeader } = await world.verify(idToken, 'basic')
  assert.equal(protectedHeader.alg, 'RS256')
  const { keys } = (await (await fetch(`${world.issuer}/oauth2/jwks`)).json()) as { keys: { kid: string }[] }
  assert.equal(keys.filter(({ kid }) => kid === protectedHeader.kid).length, 1)
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length)
})

test('iss, sub, aud, exp, iat, auth_time, nonce, acr, amr and sid are there, and no claim of the scopes', async () => {
  const before = Math.floor(Date.now() / 1000)
  const { claims } = await world.connect('basic', { scope: everyScope, max_age: '10000' })
  assert.deepEqual(Object.keys(claims).sort(), [
    'acr',
    'amr',
    'at_hash',
    'aud',
    'auth_time',
    'exp',
    'iat',
    'iss',
    'nonce',
    'sid',
    'sub',
  ])
  const { iat = 0, exp = 0, auth_time: authTime } = claims
  assert.deepEqual([claims.iss, claims.aud, claims.nonce], [world.issuer, 'basic', 'the-nonce'])
  assert.deepEqual([claims.acr, claims.amr], ['urn:latchkey:acr:password', ['pwd']])
  assert.ok(iat >= before && iat <= Date.now() / 1000 && exp > iat)
  assert.ok(typeof authTime === 'number' && authTime >= before && authTime <= iat)
  assert.match(String(claims.sub), /^[\x21-\x7e]{1,255}$/)
})

test('without a nonce in the request there is none in the token', async () => {
  const { claims } = await world.connect('basic', { nonce: '' })
  assert.equal('nonce' in claims, false)
})

test('a refresh answers with a new iat, and the same iss, sub, aud, auth_time, acr and sid; no nonce', async () => {
  const first = await world.connect('basic', { scope: 'openid offline_access', prompt: 'consent' })
  assert.equal(first.answer.scope, 'openid offline_access')
  await waits(1_100)
  const { claims, idToken } = await world.refresh('basic', first.refreshToken)
  await world.verify(idToken, 'basic')
  for (const name of ['iss', 'sub', 'aud', 'auth_time', 'acr', 'amr', 'sid'])
    assert.deepEqual(claims[name], first.claims[name], name)
  assert.ok(Number(claims.iat) > Number(first.claims.iat))
  assert.equal('nonce' in claims, false)
})

test('another client’s refresh token is refused with invalid_grant', async () => {
  const { refreshToken } = await world.connect('basic')
  const response = await world.token('second', { grant_type: 'refresh_token', refresh_token: refreshToken })
  assert.equal(response.status, 400)
  assert.equal(((await response.json()) as Record<string, unknown>).error, 'invalid_grant')
})

test('acr_values are accepted whatever they hold; acr is one that the metadata lists', async () => {
  const metadata = await (await fetch(`${world.issuer}/.well-known/openid-configuration`)).json()
  const { acr_values_supported: known } = metadata as Record<string, string[]>
  for (const asked of ['urn:latchkey:acr:password', '1 2', 'urn:mace:incommon:iap:silver']) {
    const { claims } = await world.connect('basic', { acr_values: asked })
    assert.ok(known?.includes(String(claims.acr)), asked)
  }
})

test('what a client registered counts where the request says nothing: max_age, auth_time, acr_values', async () => {
  const visitor = world.visitor()
  const { claims } = await world.connect('aged', {}, { visitor })
  assert.ok(claims.auth_time && claims.acr)
  await waits(1_100)
  assert.match(await world.page(visitor, 'aged'), /id="login-form"/)
  assert.ok((await world.answer(visitor, 'aged', { max_age: '10000' })).get('code'))
})

test('without the scope openid it is plain OAuth: no ID token, and userinfo is refused', async () => {
  const { accessToken, answer } = await world.connect('plain', { scope: 'devices:read' })
  assert.equal('id_token' in answer, false)
  assert.equal((await world.userinfo(accessToken)).status, 403)
})
