import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose'
import { definition, redirectUri, secretOf } from './definition.ts'
import { type Answer, type SeededLatchkey, startSeeded } from './seeded-latchkey.ts'

// RFC 9701: what introspection says, signed.

const type = 'application/token-introspection+jwt'
const algorithms = ['RS256', 'ES256', 'PS256', 'EdDSA'] as const

let server: SeededLatchkey
let keys: ReturnType<typeof createRemoteJWKSet>
before(async () => {
  const signers = algorithms.map((alg) => ({
    clientId: `signed-${alg}`,
    clientSecret: secretOf(`signed-${alg}`),
    name: `Signed ${alg}`,
    redirectUris: [redirectUri],
    scopes: ['structures:read'],
    introspectionSignedResponseAlg: alg,
  }))
  server = await startSeeded({ definition: { ...definition, clients: [...definition.clients, ...signers] } })
  keys = createRemoteJWKSet(new URL('/oauth2/jwks', server.issuer))
})
after(() => server.end())

function ask(id: string, token: string, accept: string): Promise<Answer> {
  const form = { client_id: id, client_secret: secretOf(id), token }
  return server.post('/oauth2/introspect', form, { accept })
}

async function verified(answer: Answer, audience: string, algorithm: string): Promise<JWTPayload> {
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.headers.get('content-type'), type)
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const { payload } = await jwtVerify(answer.text, keys, {
    ...{ issuer: server.issuer, audience, typ: 'token-introspection+jwt', algorithms: [algorithm] },
    requiredClaims: ['iss', 'aud', 'iat', 'token_introspection'],
  })
  // RFC 9701 §8.1: nothing beside these, so that it is no ID token and no access token.
  assert.deepEqual(Object.keys(payload).sort(), ['aud', 'iat', 'iss', 'token_introspection'])
  return payload
}

for (const alg of algorithms) {
  test(`RFC 9701 §6: the answer is signed as the client declared: ${alg}`, async () => {
    const clientId = `signed-${alg}`
    const { accessToken, refreshToken = '' } = await server.connect(clientId)
    for (const token of [accessToken, refreshToken]) {
      const plain = await ask(clientId, token, 'application/json')
      assert.equal(plain.json.active, true)
      const signed = await verified(await ask(clientId, token, type), clientId, alg)
      assert.deepEqual(signed.token_introspection, plain.json)
    }
  })
}

test('a client that declared no algorithm is answered by RS256', async () => {
  const { accessToken } = await server.connect('standard')
  const { token_introspection } = await verified(
    await ask('standard', accessToken, type),
    'standard',
    'RS256',
  )
  assert.equal(Object(token_introspection).active, true)
})

test('an API is answered by its own algorithm, and named by its id and by its identifier', async () => {
  const { accessToken } = await server.connect('standard', { audience: ['https://meter.example.com'] })
  for (const audience of ['meter-api', 'https://meter.example.com']) {
    const payload = await verified(await ask('meter-api', accessToken, type), audience, 'ES256')
    assert.equal(Object(payload.token_introspection).client_id, 'standard')
  }
})

test('CVE-2026-58425: what is not active says so and nothing else, signed too', async () => {
  const { accessToken } = await server.connect('standard')
  const tokens = { unknown: 'nobodys', 'of another client': accessToken, 'for another API': accessToken }
  for (const [name, token] of Object.entries(tokens)) {
    const [asker, alg] = name === 'for another API' ? ['meter-api', 'ES256'] : ['other', 'RS256']
    const payload = await verified(await ask(asker ?? '', token, type), asker ?? '', alg ?? '')
    assert.deepEqual(payload.token_introspection, { active: false }, name)
  }
})

test('JSON stays the answer of who does not name the type, whatever algorithm the client declared', async () => {
  const { accessToken } = await server.connect('signed-ES256')
  for (const accept of ['*/*', 'application/json', `${type};q=0.1, application/json`, 'application/jwt']) {
    const answer = await ask('signed-ES256', accessToken, accept)
    assert.equal(answer.headers.get('content-type'), 'application/json', accept)
    assert.equal(answer.json.active, true)
  }
})

test('a refusal is JSON, whatever was asked for', async () => {
  const form = { client_id: 'standard', client_secret: 'wrong-secret-of-a-client', token: 'any' }
  const answer = await server.post('/oauth2/introspect', form, { accept: type })
  assert.equal(answer.status, 401)
  assert.equal(answer.json.error, 'invalid_client')
})

test('CVE-2026-1529: a signed answer about a token is no token itself', async () => {
  const { accessToken } = await server.connect('signed-ES256')
  const { text } = await ask('signed-ES256', accessToken, type)
  assert.equal(decodeProtectedHeader(text).typ, 'token-introspection+jwt')
  assert.deepEqual(await server.acceptedAt('signed-ES256', text), [])
  const assertion = {
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: text,
  }
  assert.equal((await server.post('/oauth2/token', assertion)).json.error, 'invalid_client')
})
