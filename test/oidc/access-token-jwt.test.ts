// docs/certification.md: access tokens as JWTs (RFC 9068).

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { type OpenIdWorld, secretOf, startOpenIdWorld } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

const meter = 'https://meter.example.com'

function connect(more: Readonly<Record<string, string>> = {}) {
  return world.connect('basic', { resource: meter, scope: 'openid profile devices:read', ...more })
}

test('RFC 9068 2.1 and 2.2: typ at+jwt, and every claim that is required, with those of the sign-in', async () => {
  const { accessToken, claims, answer } = await connect()
  assert.equal(decodeProtectedHeader(accessToken).typ, 'at+jwt')
  const token = decodeJwt(accessToken)
  assert.deepEqual(
    [token.iss, token.sub, token.aud, token.client_id],
    [world.issuer, claims.sub, meter, 'basic'],
  )
  const { iat = 0, exp = 0 } = token
  assert.equal(exp - iat, answer.expires_in)
  assert.match(String(token.jti), /^.{16,}$/)
  assert.equal(token.scope, 'openid profile devices:read')
  assert.deepEqual(
    [token.auth_time, token.acr, token.amr],
    [claims.auth_time, 'urn:latchkey:acr:password', ['pwd']],
  )
  assert.equal('name' in token || 'email' in token, false, 'whoever reads it asks userinfo')
})

test('RFC 9068 2.2.1: auth_time and acr stay those of the sign-in, jti is new each time', async () => {
  const first = await connect({ scope: 'openid devices:read' })
  const second = await world.refresh('basic', first.refreshToken)
  const [before, after] = [decodeJwt(first.accessToken), decodeJwt(second.accessToken)]
  assert.deepEqual([after.auth_time, after.acr], [before.auth_time, before.acr])
  assert.notEqual(after.jti, before.jti)
})

test('RFC 9068 4: an API verifies it by issuer, audience, typ, time and the published keys, and refuses others', async () => {
  const { accessToken, idToken } = await connect()
  const keys = createRemoteJWKSet(new URL(`${world.issuer}/oauth2/jwks`))
  const expected = { issuer: world.issuer, audience: meter, typ: 'at+jwt', algorithms: ['ES256'] }
  await jwtVerify(accessToken, keys, expected)
  const other = { ...expected, audience: 'https://other.example.com' }
  await assert.rejects(jwtVerify(accessToken, keys, other), { code: 'ERR_JWT_CLAIM_VALIDATION_FAILED' })
  const late = { ...expected, currentDate: new Date(Date.now() + 301_000) }
  await assert.rejects(jwtVerify(accessToken, keys, late), { code: 'ERR_JWT_EXPIRED' })
  await assert.rejects(jwtVerify(idToken, keys, { ...expected, audience: 'basic', algorithms: ['RS256'] }), {
    code: 'ERR_JWT_CLAIM_VALIDATION_FAILED',
  })
})

test('RFC 9068 2.2: a client’s own token names the client, and no sign-in', async () => {
  const clientId = 'own-tokens'
  const client = { clientId, clientSecret: secretOf(clientId), name: 'Own', scopes: ['devices:read'] }
  await world.running.apply({ clients: [{ ...client, grantTypes: ['client_credentials'] }] })
  const form = { grant_type: 'client_credentials', resource: meter }
  const response = await world.token(clientId, form)
  const token = decodeJwt(String(((await response.json()) as Record<string, unknown>).access_token))
  assert.equal(token.sub, `client:${clientId}`)
  for (const name of ['auth_time', 'acr', 'amr']) assert.equal(name in token, false, name)
})
