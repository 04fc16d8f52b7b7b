import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, type JWTVerifyResult, jwtVerify } from 'jose'
import { answerTo, type RequestWorld, redirectUri, startRequestWorld } from './request-world.ts'

// JARM: the answer of an authorization request as one signed parameter.

let world: RequestWorld
before(async () => {
  world = await startRequestWorld()
})
after(() => world.end())

/** Checks the one parameter of an answer as its client would. */
async function opened(answer: URL, clientId: string, alg: string): Promise<JWTVerifyResult['payload']> {
  assert.deepEqual([...answer.searchParams.keys()], ['response'])
  const keys = createRemoteJWKSet(new URL('/oauth2/jwks', world.issuer))
  const text = answer.searchParams.get('response') ?? ''
  const options = { issuer: world.issuer, audience: clientId, algorithms: [alg], requiredClaims: ['exp'] }
  const { payload, protectedHeader } = await jwtVerify(text, keys, options)
  assert.ok(protectedHeader.kid)
  const lives = (payload.exp ?? 0) - Date.now() / 1000
  assert.ok(lives > 540 && lives <= 601, `it lives ${lives} seconds`)
  return payload
}

const known = ['jwt', 'query.jwt']
for (const response_mode of known) {
  test(`${response_mode}: code, state and issuer, signed, and nothing beside them`, async () => {
    const answer = await answerTo(world, world.parameters('plain', { response_mode }))
    assert.equal(answer.origin + answer.pathname, redirectUri)
    const payload = await opened(answer, 'plain', 'RS256')
    assert.deepEqual(Object.keys(payload).sort(), ['aud', 'code', 'exp', 'iss', 'state'])
    assert.equal(payload.state, 'state-of-the-test')
  })
}

test('no state was sent: none is signed', async () => {
  const answer = await answerTo(world, world.parameters('plain', { response_mode: 'jwt', state: undefined }))
  assert.equal('state' in (await opened(answer, 'plain', 'RS256')), false)
})

test('errors come the same way: of the request, and of a person who says no', async () => {
  const denied = await answerTo(
    world,
    world.parameters('plain', { response_mode: 'jwt', prompt: 'consent' }),
    'deny',
  )
  assert.equal((await opened(denied, 'plain', 'RS256')).error, 'access_denied')
  const changes = { response_mode: 'query.jwt', scope: 'no-such-scope' }
  const wrong = await opened(await answerTo(world, world.parameters('plain', changes)), 'plain', 'RS256')
  assert.deepEqual([wrong.error, wrong.state, wrong.code], ['invalid_scope', 'state-of-the-test', undefined])
})

test('a strong policy signs with none of RS256, and a registered algorithm is the one', async () => {
  const pushed = await world.pushed('fapi', world.parameters('fapi', { response_mode: 'jwt' }))
  const answer = await answerTo(world, { client_id: 'fapi', request_uri: pushed })
  assert.ok((await opened(answer, 'fapi', 'ES256')).code)
  const request = await world.sign('messages', { response_mode: 'jwt' })
  const signed = await world.pushed('messages', { request })
  const messages = await answerTo(world, { client_id: 'messages', request_uri: signed })
  assert.ok((await opened(messages, 'messages', 'EdDSA')).code)
})

test('a mode that nobody knows is told in the query, and an old vendor’s app knows one only', async () => {
  const modes: readonly (readonly [clientId: string, mode: string])[] = [
    ['plain', 'telegram'],
    ['plain', 'JWT'],
    ['plain', 'fragment.jwt'],
    ['nibe', 'jwt'],
    ['nibe', 'form_post'],
  ]
  for (const [clientId, response_mode] of modes) {
    const scope = clientId === 'nibe' ? 'READSYSTEM' : 'openid'
    const answer = await answerTo(world, world.parameters(clientId, { response_mode, scope }))
    assert.equal(answer.searchParams.get('error'), 'invalid_request', response_mode)
    assert.equal(answer.searchParams.get('code'), null)
  }
})

test('the metadata tell of modes and algorithms', async () => {
  const { json } = await world.server.get('/.well-known/openid-configuration')
  assert.deepEqual(json.response_modes_supported, ['query', 'form_post', 'jwt', 'query.jwt', 'form_post.jwt'])
  assert.deepEqual(json.authorization_signing_alg_values_supported, ['RS256', 'ES256', 'PS256', 'EdDSA'])
  assert.equal(json.pushed_authorization_request_endpoint, `${world.issuer}/oauth2/par`)
  assert.equal(json.require_pushed_authorization_requests, false)
  assert.equal(json.request_parameter_supported, true)
  assert.equal(json.request_uri_parameter_supported, true)
  assert.equal(json.require_request_uri_registration, true)
  const algorithms = json.request_object_signing_alg_values_supported as readonly string[]
  assert.ok(algorithms.includes('RS256') && !algorithms.includes('none'))
})
