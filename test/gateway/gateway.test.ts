import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dialects } from '@latchkey/dialects'
import { sha256 } from '@latchkey/protocol'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { pino } from 'pino'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { sealed } from '../../apps/auth-server/src/token/token-formats/sealed.ts'
import { openLatchkey } from '../../open-latchkey.ts'
import { anna, secretOf } from '../definition.ts'
import { type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import type { Answer, SeededLatchkey } from '../seeded-latchkey.ts'
import { bell, identityHeaders, meter, startGatewayWorld } from './gateway-world.ts'

let world: SeededLatchkey
before(async () => {
  world = await startGatewayWorld({ env: { LATCHKEY_TRUSTED_PROXIES: '::1' } })
})
after(() => world.end())

const secret = { 'latchkey-api-secret': secretOf('meter') }

function ask(path: string, headers: Readonly<Record<string, string>>, method = 'GET'): Promise<Answer> {
  return world.send(path, { method, headers })
}

async function tokenFor(clientId: string, audience: string, scope = ['meter:read']): Promise<string> {
  return (await world.connect(clientId, { audience: [audience], scope })).accessToken
}

/** A token that its client got with a proof of this key. */
async function boundToken(key: DpopKey): Promise<string> {
  const form = {
    grant_type: 'client_credentials',
    client_id: 'bound-app',
    client_secret: secretOf('bound-app'),
    scope: 'meter:read',
    resource: meter,
  }
  const dpop = await proofFor(key, { url: `${world.issuer}/oauth2/token` })
  return String((await world.post('/oauth2/token', form, { dpop })).json.access_token)
}

/** The same of a client with a certificate, written as the server writes it: getting one takes TLS. */
async function certificateToken(): Promise<string> {
  const env = { LATCHKEY_DATA: world.running.folder, LATCHKEY_ISSUER: world.issuer, LATCHKEY_DEMO: '0' }
  const opened = await openLatchkey(readSettings(env), pino({ level: 'silent' }), { asServer: false })
  try {
    const client = await opened.server.store.findClient('meter-app')
    const issuedAt = Math.floor(Date.now() / 1000)
    return sealed.write(
      opened.server,
      dialects.standard,
      {
        ...{ clientId: 'meter-app', accountId: undefined, familyId: undefined, jti: 'of-the-test' },
        ...{ scope: ['meter:read'], audience: [meter], issuedAt, expiresAt: issuedAt + 60, details: [] },
        counters: { client: client?.counter ?? 0 },
        confirmation: { 'x5t#S256': sha256('a certificate') },
      },
      'ES256',
    )
  } finally {
    await opened.close()
  }
}

function identityOf({ headers }: Answer): string {
  return headers.get('latchkey-identity') ?? ''
}

test('a good token passes with the identity of its holder, signed and in plain words', async () => {
  const token = await tokenFor('meter-app', meter, ['meter:read', 'devices:read'])
  const answer = await ask('/gateway/meter?scope=meter:read', {
    ...secret,
    authorization: `Bearer ${token}`,
    'x-original-method': 'POST',
    'x-original-uri': '/readings?from=1',
  })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.text, '')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  const account = await world.store.findAccountByEmail(anna.email)
  assert.deepEqual(
    identityHeaders.slice(1).map((name) => answer.headers.get(name)),
    [account?.id, 'meter-app', 'meter:read devices:read', 'annas-home/*=read'],
  )
  const keys = createRemoteJWKSet(new URL('/oauth2/jwks', world.issuer))
  const { payload, protectedHeader } = await jwtVerify(identityOf(answer), keys, {
    issuer: world.issuer,
    audience: meter,
    typ: 'gateway+jwt',
  })
  assert.equal(protectedHeader.alg, 'ES256')
  assert.equal(Number(payload.exp) - Number(payload.iat), 60)
  assert.deepEqual(
    [payload.sub, payload.client_id, payload.scope, payload.request],
    [
      account?.id,
      'meter-app',
      'meter:read devices:read',
      { method: 'POST', target_sha256: sha256('/readings?from=1') },
    ],
  )
  assert.deepEqual(payload.authorization_details, [
    { type: 'home_access', structure: 'annas-home', devices: 'all', actions: ['read'] },
  ])
})

test('the identity opens nothing that a token opens', async () => {
  const token = await tokenFor('meter-app', meter)
  const identity = identityOf(await ask('/gateway/meter', { ...secret, authorization: `Bearer ${token}` }))
  assert.deepEqual(await world.acceptedAt('meter-app', identity), [])
  const again = await ask('/gateway/meter', { ...secret, authorization: `Bearer ${identity}` })
  assert.equal(again.status, 401)
})

test('every identity header is there when it has no value', async () => {
  const own = await world.token('meter-app', {
    grant_type: 'client_credentials',
    scope: 'meter:read',
    resource: meter,
  })
  const answer = await ask('/gateway/meter', { ...secret, authorization: `Bearer ${own.json.access_token}` })
  assert.equal(answer.status, 200)
  assert.deepEqual(
    identityHeaders.slice(1).map((name) => answer.headers.get(name)),
    ['client:meter-app', 'meter-app', 'meter:read', ''],
  )
})

test('what is refused, and how the program hears of it', async () => {
  const metadata = `${world.issuer}/.well-known/oauth-protected-resource/gateway/meter`
  const without = await ask('/gateway/meter?scope=meter:write', secret)
  assert.equal(without.status, 401)
  assert.equal(
    without.headers.get('www-authenticate')?.split(', DPoP')[0],
    `Bearer realm="meter", scope="meter:write", resource_metadata="${metadata}"`,
  )
  const token = await tokenFor('meter-app', meter)
  const narrow = await ask('/gateway/meter?scope=meter:write', {
    ...secret,
    authorization: `Bearer ${token}`,
  })
  assert.equal(narrow.status, 403)
  assert.match(
    narrow.headers.get('www-authenticate') ?? '',
    /error="insufficient_scope", .*scope="meter:write"/,
  )
  const bad = {
    nonsense: 'nonsense',
    'of another API': await tokenFor('meter-app', bell),
    'of the device API': await tokenFor('meter-app', world.issuer),
    refresh: (await world.connect('meter-app', { audience: [meter] })).refreshToken,
    oversized: 'a'.repeat(9_000),
    prototype: '__proto__',
  }
  for (const [name, text] of Object.entries(bad)) {
    const answer = await ask('/gateway/meter', { ...secret, authorization: `Bearer ${text}` })
    assert.equal(answer.status, 401, name)
    assert.equal(answer.json.error, 'invalid_token', name)
    for (const header of identityHeaders) assert.equal(answer.headers.get(header), null, name)
  }
  await world.revoke('meter-app', token)
  const revoked = await ask('/gateway/meter', { ...secret, authorization: `Bearer ${token}` })
  assert.equal(revoked.status, 401)
})

test('several scopes are all needed, a broader one counts, and the header adds to the query', async () => {
  const token = await tokenFor('meter-app', meter, ['meter:read', 'devices:write'])
  const status = async (query: string, more = {}) =>
    (await ask(`/gateway/meter${query}`, { ...secret, ...more, authorization: `Bearer ${token}` })).status
  assert.equal(await status('?scope=meter:read&scope=devices:read'), 200)
  assert.equal(await status('?scope=meter:read+devices:write'), 200)
  assert.equal(await status('?scope=meter:read&scope=meter:write'), 403)
  assert.equal(await status('?scope=constructor'), 403)
  assert.equal(await status('?scope=meter:read', { 'latchkey-needs': 'meter:write' }), 403)
  assert.equal(await status('?scope=%22'), 400)
})

test('who may not ask finds nothing, whatever they bring', async () => {
  const token = await tokenFor('meter-app', meter)
  const authorization = `Bearer ${token}`
  const strangers = [
    {},
    { 'latchkey-api-secret': secretOf('bell') },
    { 'latchkey-api-secret': '' },
    { 'x-forwarded-for': '::1' },
  ]
  const nothing = await ask('/nothing-here', { authorization })
  assert.equal(nothing.status, 404)
  for (const headers of strangers) {
    const answer = await ask('/gateway/meter', { authorization, ...headers })
    assert.deepEqual([answer.status, answer.text], [404, nothing.text])
    for (const header of identityHeaders) assert.equal(answer.headers.get(header), null)
  }
  for (const id of ['unknown', '__proto__', 'meter-app', '%00', 'meter%2Fx'])
    assert.equal((await ask(`/gateway/${id}`, { ...secret, authorization })).status, 404, id)
})

test('a proxy of ours may ask without a secret, but not on behalf of who came through it', async () => {
  const trusting = await startGatewayWorld({ env: { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' } })
  try {
    const { accessToken } = await trusting.connect('meter-app', { audience: [meter], scope: ['meter:read'] })
    const status = async (headers = {}, id = 'meter') =>
      (await trusting.get(`/gateway/${id}`, { authorization: `Bearer ${accessToken}`, ...headers })).status
    assert.equal(await status(), 200)
    assert.equal(await status({ 'x-forwarded-for': '203.0.113.9' }), 404)
    assert.equal(await status({ forwarded: 'for=203.0.113.9' }), 404)
    assert.equal(await status({ 'x-forwarded-for': '203.0.113.9', 'latchkey-api-secret': 'wrong' }), 404)
    assert.equal(await status({}, 'unknown'), 404)
  } finally {
    await trusting.end()
  }
})

test('a token that is bound to a key needs a proof for the held request, once', async () => {
  const key = await newKey()
  const accessToken = await boundToken(key)
  const held = {
    'x-forwarded-method': 'PUT',
    'x-forwarded-uri': '/limit?a=b',
    'x-forwarded-host': 'x.example',
  }
  const proof = (url: string, method = 'PUT') => proofFor(key, { url, method, accessToken })
  const status = async (headers: Readonly<Record<string, string>>) =>
    (await ask('/gateway/meter', { ...secret, ...held, ...headers })).status
  const authorization = `DPoP ${accessToken}`
  const dpop = await proof(`${meter}/limit`)
  assert.equal(await status({ authorization: `Bearer ${accessToken}` }), 401)
  assert.equal(await status({ authorization }), 401)
  assert.equal(
    await status({ authorization, dpop: await proof(`${world.issuer}/gateway/meter`, 'GET') }),
    401,
  )
  assert.equal(await status({ authorization, dpop: await proof('https://x.example/limit') }), 401)
  assert.equal(await status({ authorization, dpop: await proof(`${meter}/limit`, 'GET') }), 401)
  assert.equal(await status({ authorization, dpop }), 200)
  assert.equal(await status({ authorization, dpop }), 401)
  const untold = await ask('/gateway/meter', {
    ...secret,
    authorization,
    dpop: await proof(`${meter}/limit`),
  })
  assert.equal(untold.status, 401)
  assert.match(untold.headers.get('www-authenticate') ?? '', /^DPoP .*does not say which request/)
})

test('a token that is bound to a certificate is refused: the gateway does not see the connection', async () => {
  const accessToken = await certificateToken()
  for (const scheme of ['Bearer', 'DPoP']) {
    const held = { 'x-original-method': 'GET', 'x-original-uri': '/' }
    const answer = await ask('/gateway/meter', {
      ...secret,
      ...held,
      authorization: `${scheme} ${accessToken}`,
    })
    assert.equal(answer.status, 401)
    assert.match(String(answer.json.error_description), /is bound to/)
  }
})

test('headers that contradict each other about the held request are refused', async () => {
  const authorization = `Bearer ${await tokenFor('meter-app', meter)}`
  const status = async (headers: Readonly<Record<string, string>>) =>
    (await ask('/gateway/meter', { ...secret, authorization, ...headers })).status
  assert.equal(await status({ 'x-original-uri': '/a', 'x-forwarded-uri': '/a' }), 200)
  assert.equal(await status({ 'x-original-uri': '/a', 'x-forwarded-uri': '/b' }), 400)
  assert.equal(await status({ 'x-original-method': 'GET', 'x-forwarded-method': 'PUT' }), 400)
  assert.equal(await status({ 'x-original-uri': '.example.org/a' }), 400)
})

test('a signed token is told the subject that stands in it, and its API needs no other word', async () => {
  const token = await tokenFor('pairwise-app', bell)
  const answer = await ask('/gateway/bell', {
    'latchkey-api-secret': secretOf('bell'),
    authorization: `Bearer ${token}`,
  })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers.get('latchkey-subject'), decodeJwt(token).sub)
  const account = await world.store.findAccountByEmail(anna.email)
  assert.notEqual(answer.headers.get('latchkey-subject'), account?.id)
})

test('an API whose identifier is the issuer takes the tokens of the device API', async () => {
  const { accessToken } = await world.connect('meter-app', { scope: ['devices:read'] })
  const answer = await ask('/gateway/devices?scope=devices:read', {
    'latchkey-api-secret': secretOf('devices'),
    authorization: `Bearer ${accessToken}`,
  })
  assert.equal(answer.status, 200)
})

test('more homes than a header holds name none, and the identity says so', async () => {
  const ids = Array.from({ length: 90 }, (_, index) => `a-home-with-a-rather-long-name-${index}`)
  await world.running.apply({
    structures: ids.map((id) => ({
      id,
      name: id,
      owner: 'ben@example.com',
      timeZone: 'Europe/Berlin',
      devices: [],
    })),
  })
  const { accessToken } = await world.connect('meter-app', {
    email: 'ben@example.com',
    audience: [meter],
    scope: ['meter:read', 'devices:read'],
  })
  const answer = await ask('/gateway/meter', { ...secret, authorization: `Bearer ${accessToken}` })
  assert.equal(answer.headers.get('latchkey-homes'), 'too-many')
  const claims = decodeJwt(identityOf(answer))
  assert.deepEqual([claims.authorization_details, claims.authorization_details_omitted], [undefined, true])
})

test('the metadata of an API tells a program where its tokens come from', async () => {
  const found = await world.get('/.well-known/oauth-protected-resource/gateway/meter')
  assert.equal(found.status, 200)
  assert.equal(found.headers.get('access-control-allow-origin'), '*')
  assert.deepEqual(
    [found.json.resource, found.json.authorization_servers, found.json.scopes_supported],
    [meter, [world.issuer], ['meter:read']],
  )
  const unknown = await world.get('/.well-known/oauth-protected-resource/gateway/__proto__')
  assert.equal(unknown.status, 404)
})

test('calls count in the activity of the app', async () => {
  const { accessToken } = await world.connect('pairwise-app', { audience: [meter], scope: ['meter:read'] })
  const authorization = `Bearer ${accessToken}`
  await ask('/gateway/meter', { ...secret, authorization })
  const refused = await ask('/gateway/meter?scope=meter:write', { ...secret, authorization })
  assert.match(refused.headers.get('x-error-id') ?? '', /^\w+/)
  assert.match(world.running.output.stderr, new RegExp(`${refused.headers.get('x-error-id')}`))
})
