// docs/certification.md, OpenID Connect: answers of userinfo as JWTs (Core §5.3.2).

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { annasClaims, type OpenIdWorld, startOpenIdWorld } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

for (const algorithm of ['RS256', 'ES256', 'PS256', 'EdDSA'])
  test(`a client that registered ${algorithm} gets a JWT with iss, aud, sub and the claims`, async () => {
    const clientId = `signs-${algorithm}`
    const { accessToken, claims } = await world.connect(clientId, { scope: 'openid address' })
    const response = await world.userinfo(accessToken)
    assert.equal(response.headers.get('content-type'), 'application/jwt')
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const { payload, protectedHeader } = await world.verify(await response.text(), clientId)
    assert.equal(protectedHeader.alg, algorithm)
    const { issuer } = world
    const expected = { iss: issuer, aud: clientId, sub: claims.sub, address: annasClaims.address }
    assert.deepEqual(payload, expected)
  })

test('a signed answer is no ID token and no access token', async () => {
  const { accessToken } = await world.connect('signs-RS256')
  const jwt = await (await world.userinfo(accessToken)).text()
  assert.deepEqual(Object.keys(decodeJwt(jwt)).sort(), ['aud', 'iss', 'sub'])
  assert.equal((await world.userinfo(jwt)).status, 401)
  const hinted = await world.answer(world.visitor(), 'signs-RS256', { prompt: 'none', id_token_hint: jwt })
  assert.equal(hinted.get('error'), 'invalid_request')
})

test('a refusal is JSON for every client', async () => {
  const response = await world.userinfo('lk_at_1nothing')
  assert.equal(response.status, 401)
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
  assert.match(response.headers.get('www-authenticate') ?? '', /error="invalid_token"/)
})
