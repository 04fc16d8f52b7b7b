import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { definition, redirectUri, secretOf } from '../definition.ts'
import { type Form, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

const own = await generateKeyPair('ES256', { extractable: true })
const foreign = await generateKeyPair('ES256')
const rsa = await generateKeyPair('RS256', { extractable: true })

const oddApi = {
  id: 'odd-api',
  identifier: 'https://odd.example.com',
  name: 'Odd',
  secret: 'a+secret%20of/odd+letters==',
  tokenFormat: 'sealed',
  scopes: [],
}

const onceWithSecret = {
  clientId: 'once-with-secret',
  clientSecret: secretOf('once-with-secret'),
  name: 'App that moved to a key',
  dialect: 'honeywell',
  grantTypes: ['client_credentials'],
}

let server: SeededLatchkey
before(async () => {
  const jwt = {
    clientId: 'signing',
    name: 'App that signs',
    redirectUris: [redirectUri],
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'],
    jwks: { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }] },
  }
  const clients = [...definition.clients, jwt, onceWithSecret]
  server = await startSeeded({ definition: { ...definition, clients, apis: [...definition.apis, oddApi] } })
})
after(() => server.end())

const badCredentials: Readonly<Record<string, (clientId: string) => { form: Form; headers?: Form }>> = {
  'no client at all': () => ({ form: {} }),
  'a name only': (clientId) => ({ form: { client_id: clientId } }),
  'an empty secret': (clientId) => ({ form: { client_id: clientId, client_secret: '' } }),
  'a wrong secret': (clientId) => ({
    form: { client_id: clientId, client_secret: 'wrong-secret-of-a-client' },
  }),
  'the right secret and one letter': (clientId) => ({
    form: { client_id: clientId, client_secret: `${secretOf(clientId)}x` },
  }),
  'the secret of another': (clientId) => ({
    form: { client_id: clientId, client_secret: secretOf('other') },
  }),
  'a name that nobody has': () => ({ form: { client_id: 'nobody', client_secret: secretOf('nobody') } }),
  'Basic without a secret': (clientId) => ({ form: {}, headers: basic(`${clientId}:`) }),
  'Basic with a wrong secret': (clientId) => ({ form: {}, headers: basic(`${clientId}:wrong-secret`) }),
  'Basic without a colon': (clientId) => ({ form: {}, headers: basic(clientId) }),
  'Basic that is no base64': () => ({ form: {}, headers: { authorization: 'Basic ?' } }),
  'an empty Basic': () => ({ form: {}, headers: { authorization: 'Basic ' } }),
  'a bearer token': () => ({ form: {}, headers: { authorization: 'Bearer lk_at_1x' } }),
  'Basic right and body wrong': (clientId) => ({
    form: { client_secret: 'wrong-secret-of-a-client', client_id: clientId },
    headers: basic(`${clientId}:${secretOf(clientId)}`),
  }),
  'an assertion that is none': (clientId) => ({
    form: { client_id: clientId, client_assertion: 'x', client_assertion_type: assertionType },
  }),
}

function basic(text: string): Form {
  return { authorization: `Basic ${btoa(text)}` }
}

const tokenPaths = {
  standard: '/oauth2/token',
  'nest-web': '/oauth2/access_token',
  honeywell: '/oauth2/accesstoken',
  nibe: '/oauth/token',
}

for (const [clientId, path] of Object.entries(tokenPaths)) {
  for (const [name, credentials] of Object.entries(badCredentials)) {
    test(`CVE-2026-53512: ${clientId} with ${name} gets nothing, and nothing is spent`, async () => {
      const code = await server.newCode(clientId)
      const { form, headers } = credentials(clientId)
      const stolen = await server.post(path, { ...server.redemption(clientId, code), ...form }, headers)
      assertRefused(stolen.status, stolen.text)
      const answer = await server.token(clientId, server.redemption(clientId, code))
      assert.equal(answer.status, 200, answer.text)
      const { refresh_token: refreshToken } = answer.json
      if (typeof refreshToken !== 'string') return
      const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken }
      const refreshed = await server.post(path, { ...refresh, ...form }, headers)
      assertRefused(refreshed.status, refreshed.text)
      assert.equal((await server.refresh(clientId, refreshToken)).status, 200)
    })
  }
}

function assertRefused(status: number, text: string): void {
  assert.ok(status === 400 || status === 401 || status === 429, text)
  assert.match(text, /"error":"(invalid_client|invalid_request|oauth2_error)"/)
}

for (const path of ['/oauth2/introspect', '/oauth2/revoke']) {
  for (const [name, credentials] of Object.entries(badCredentials)) {
    test(`${path} with ${name} tells nothing and does nothing`, async () => {
      const { accessToken } = await server.connect('standard')
      const { form, headers } = credentials('standard')
      const { status, text } = await server.post(path, { token: accessToken, ...form }, headers)
      assertRefused(status, text)
      assert.equal((await server.acceptedAt('standard', accessToken)).length, 3)
    })
  }
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

function assertion(changes: Record<string, unknown> = {}, header: { kid?: string } = { kid: 'own' }) {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: 'signing',
    sub: 'signing',
    aud: server.issuer,
    jti: crypto.randomUUID(),
    iat: now,
    exp: now + 60,
    ...changes,
  }
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', ...header })
}

function ask(clientAssertion: string) {
  const form = { client_assertion_type: assertionType, client_assertion: clientAssertion }
  return server.post('/oauth2/token', { grant_type: 'client_credentials', ...form })
}

test('a signed assertion is good, once', async () => {
  const signed = await assertion().sign(own.privateKey)
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(signed)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

const past = Math.floor(Date.now() / 1000) - 3_600
const badClaims: Readonly<Record<string, Record<string, unknown>>> = {
  'an expired one': { exp: past },
  'one without end': { exp: undefined },
  'one that lives a day': { exp: past + 90_000 },
  'one for another server': { aud: 'https://other.example.com' },
  'one without audience': { aud: undefined },
  'one of another subject': { sub: 'standard' },
  'one of another issuer': { iss: 'standard' },
  'one without jti': { jti: undefined },
  'one with a jti that is a number': { jti: 7 },
  'one with a subject that is a number': { sub: 7 },
  'one with a subject that is true': { sub: true },
  'one with a subject that is a list': { sub: ['signing'] },
  'one with a subject that is an object': { sub: { id: 'signing' } },
  'one that is not valid yet': { nbf: past + 7_200 },
}

for (const [name, changes] of Object.entries(badClaims)) {
  test(`an assertion is refused: ${name}`, async () => {
    const { status, json } = await ask(await assertion(changes).sign(own.privateKey))
    assert.equal(status, 401)
    assert.equal(json.error, 'invalid_client')
  })
}

test('CVE-2026-1529: an assertion is refused that another key, another algorithm or nobody signed', async () => {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: 'signing', sub: 'signing', aud: server.issuer, jti: 'x', exp: now + 60 }
  const jwk = await exportJWK(own.publicKey)
  const publicKeyAsSecret = new TextEncoder().encode(JSON.stringify(jwk))
  const forged = [
    await assertion().sign(foreign.privateKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'own' }).sign(rsa.privateKey),
    await new SignJWT(claims)
      .setProtectedHeader({ alg: 'ES256', jwk: await exportJWK(foreign.publicKey) })
      .sign(foreign.privateKey),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'own' }).sign(publicKeyAsSecret),
    new UnsecuredJWT(claims).encode(),
  ]
  for (const one of forged) assert.equal((await ask(one)).status, 401)
})

test('CVE-2026-1486: a key that an app no longer declares signs for nobody', async () => {
  const [first, second] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')]
  const moving = {
    ...{ clientId: 'moving', name: 'App that changes its key', grantTypes: ['client_credentials'] },
    redirectUris: [],
  }
  const declare = async (key: CryptoKey) =>
    server.running.apply({ clients: [{ ...moving, jwks: { keys: [await exportJWK(key)] } }] })
  const signedBy = (key: CryptoKey) => assertion({ iss: 'moving', sub: 'moving' }, {}).sign(key)
  await declare(first.publicKey)
  assert.equal((await ask(await signedBy(first.privateKey))).status, 200)
  await declare(second.publicKey)
  // The command is another process: this one hears of it within a second.
  await sleep(1_000)
  assert.equal((await ask(await signedBy(first.privateKey))).status, 401)
  assert.equal((await ask(await signedBy(second.privateKey))).status, 200)
})

test('the Basic secret of an API is believed form-encoded and raw, as that of a client is', async () => {
  const { id, secret } = oddApi
  for (const text of [`${id}:${secret}`, `${id}:${encodeURIComponent(secret)}`]) {
    const { status, json } = await server.post('/oauth2/introspect', { token: 'x' }, basic(text))
    assert.deepEqual([status, json], [200, { active: false }])
  }
  const wrong = await server.post('/oauth2/introspect', { token: 'x' }, basic(`${id}:${secret}x`))
  assert.equal(wrong.status, 401)
})

test('a client that is to use a key cannot use its old secret, not even in two places at once', async () => {
  const { clientId, clientSecret, ...more } = onceWithSecret
  const both = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' }
  const ask = () => server.post('/oauth2/accesstoken', both, basic(`${clientId}:${clientSecret}`))
  assert.equal((await ask()).status, 200)
  const jwks = { keys: [{ ...(await exportJWK(own.publicKey)), kid: 'own', alg: 'ES256', use: 'sig' }] }
  await server.running.apply({
    clients: [{ clientId, ...more, tokenEndpointAuthMethod: 'private_key_jwt', jwks }],
  })
  await sleep(1_000)
  const { status, json } = await ask()
  assert.deepEqual([status, json.error], [401, 'invalid_client'])
})
