import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { type SignedSettings, signedVerifier } from './signed-verifier.ts'
import { VerificationUnavailable } from './verification-unavailable.ts'

const issuer = 'https://auth.example'
const audience = 'https://lamps.example'
const start = 1_700_000_000_000

async function newKey(kid: string, alg = 'ES256') {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
  return { alg, kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
}

const first = await newKey('one')
const second = await newKey('two')

/** A server of keys that counts who asks, and can be told to fail. */
const served = {
  keys: [first.jwk] as JWK[],
  asked: 0,
  cacheControl: 'public, max-age=900',
  isDown: false,
  body: '',
}
const server = createServer((_request, response) => {
  served.asked++
  if (served.isDown) return void response.destroy()
  response.setHeader('Cache-Control', served.cacheControl)
  response.end(served.body || JSON.stringify({ keys: served.keys }))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())
const jwksUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`

function begin(more: Partial<SignedSettings> = {}) {
  const clock = { time: start }
  Object.assign(served, {
    keys: [first.jwk],
    asked: 0,
    cacheControl: 'public, max-age=900',
    isDown: false,
    body: '',
  })
  const verify = signedVerifier({ issuer, audience, jwksUri, now: () => clock.time, ...more })
  return { clock, verify }
}

const good = {
  iss: issuer,
  sub: 'anna',
  aud: audience,
  client_id: 'app',
  scope: 'lamps:read lamps:write',
  iat: start / 1000,
  exp: start / 1000 + 300,
  jti: 'one-token',
}

function sign(claims: object = {}, { key = first, header = {} } = {}): Promise<string> {
  return new SignJWT({ ...good, ...claims })
    .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
    .sign(key.privateKey)
}

test('a signed token tells what it allows', async () => {
  const { verify } = begin()
  const home = { type: 'home_access', structure: 'home', devices: ['lamp'], actions: ['read', 'fly'] }
  const cnf = { jkt: 'a'.repeat(43) }
  const more = { authorization_details: [home, { type: 'other' }], auth_time: 5, acr: 'urn:two', cnf }
  assert.deepEqual(await verify(await sign(more)), {
    subject: 'anna',
    clientId: 'app',
    scope: ['lamps:read', 'lamps:write'],
    homes: [{ ...home, actions: ['read'] }],
    expiresAt: good.exp,
    confirmation: cnf,
    authTime: 5,
    acr: 'urn:two',
  })
  assert.equal((await verify(await sign({ aud: ['https://other.example', audience] })))?.subject, 'anna')
  assert.equal(served.asked, 1)
})

test('every claim counts', async () => {
  const { verify } = begin()
  const wrong: Readonly<Record<string, object>> = {
    'another issuer': { iss: 'https://auth.example/' },
    'another audience': { aud: 'https://other.example' },
    'no audience': { aud: undefined },
    expired: { exp: start / 1000 },
    'no end': { exp: undefined },
    'an end that is a text': { exp: '9999999999' },
    'of the future': { iat: start / 1000 + 61 },
    'no beginning': { iat: undefined },
    'not yet': { nbf: start / 1000 + 61 },
    'no subject': { sub: undefined },
    'no client': { client_id: undefined },
    'no name': { jti: undefined },
    'bound in a way that nobody knows': { cnf: { kid: 'x' } },
    'bound to two keys': { cnf: { jkt: 'a'.repeat(43), 'x5t#S256': 'a'.repeat(43) } },
  }
  for (const [what, claims] of Object.entries(wrong))
    assert.equal(await verify(await sign(claims)), undefined, what)
})

test('a JWT of another type is no access token (RFC 9068 §4)', async () => {
  const { verify } = begin()
  for (const typ of ['JWT', 'dpop+jwt', 'logout+jwt', undefined])
    assert.equal(await verify(await sign({}, { header: { typ } })), undefined, String(typ))
  assert.notEqual(await verify(await sign({}, { header: { typ: 'application/at+jwt' } })), undefined)
})

test('neither no signature nor a shared secret passes, nor a key of the header', async () => {
  const { verify } = begin()
  const [, payload = ''] = (await sign()).split('.')
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url')
  assert.equal(await verify(`${none}.${payload}.`), undefined)
  const secret = new TextEncoder().encode(JSON.stringify(first.jwk))
  const symmetric = await new SignJWT(good)
    .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
    .sign(secret)
  assert.equal(await verify(symmetric), undefined)
  const own = await newKey('three')
  assert.equal(await verify(await sign({}, { key: own, header: { kid: 'one', jwk: own.jwk } })), undefined)
  for (const algorithms of [['none'], ['HS256'], ['ES256', 'HS512'], []])
    assert.throws(() => begin({ algorithms }), TypeError)
})

test('an algorithm that the API does not allow is refused', async () => {
  const { verify } = begin({ algorithms: ['RS256'] })
  assert.equal(await verify(await sign()), undefined)
})

test('a changed token, and another spelling of its signature, are refused', async () => {
  const { verify } = begin()
  const token = await sign()
  const [header, , signature] = token.split('.')
  const other = Buffer.from(JSON.stringify({ ...good, sub: 'bert' })).toString('base64url')
  const last = token.at(-1) ?? ''
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const respelled = token.slice(0, -1) + alphabet[alphabet.indexOf(last) + 1]
  const odd = [`${header}.${other}.${signature}`, respelled, `${token}=`, 'a.b.c', '..', `${token}.x`, '']
  for (const text of odd) assert.equal(await verify(text), undefined, text)
  assert.equal(served.asked, 1, 'what is no token asks nobody')
})

test('many requests ask for the keys once, and again when their time is over', async () => {
  const { verify, clock } = begin()
  const token = await sign({ exp: start / 1000 + 100_000 })
  const all = await Promise.all(Array.from({ length: 50 }, () => verify(token)))
  assert.ok(all.every((access) => access?.subject === 'anna'))
  assert.equal(served.asked, 1)
  clock.time += 899_000
  await verify(token)
  assert.equal(served.asked, 1)
  clock.time += 1_000
  await verify(token)
  assert.equal(served.asked, 2)
})

test('the server says how long keys may be kept, between a minute and a day', async () => {
  for (const [cacheControl, seconds] of [
    ['max-age=0', 60],
    ['no-store, max-age=600', 60],
    ['public, max-age=99999999', 86_400],
    ['s-maxage=5', 900],
    ['', 900],
  ] as const) {
    const { verify, clock } = begin()
    served.cacheControl = cacheControl
    const token = await sign({ exp: start / 1000 + 200_000 })
    await verify(token)
    clock.time += seconds * 1000 - 1
    await verify(token)
    assert.equal(served.asked, 1, cacheControl)
    clock.time += 1
    await verify(token)
    assert.equal(served.asked, 2, cacheControl)
  }
})

test('an unknown key is looked for at most once a second', async () => {
  const { verify, clock } = begin()
  const [known, unknown] = [await sign(), await sign({}, { key: second })]
  await verify(known)
  for (let time = 0; time < 20; time++) assert.equal(await verify(unknown), undefined)
  assert.equal(served.asked, 1)
  clock.time += 1_000
  assert.deepEqual(
    await Promise.all([verify(unknown), verify(unknown), verify(known)]).then((a) => a.length),
    3,
  )
  assert.equal(served.asked, 2)
  clock.time += 1_000
  served.keys = [first.jwk, second.jwk]
  assert.equal((await verify(unknown))?.subject, 'anna')
  assert.equal(served.asked, 3)
})

test('a key that the server has taken back counts no more', async () => {
  const { verify, clock } = begin()
  const token = await sign({ exp: start / 1000 + 2_000 })
  await verify(token)
  served.keys = [second.jwk]
  clock.time += 900_000
  assert.equal(await verify(token), undefined)
})

test('while the server is away its old keys serve for an hour, and it is not asked by everybody', async () => {
  const { verify, clock } = begin()
  const token = await sign({ exp: start / 1000 + 100_000 })
  await verify(token)
  served.isDown = true
  clock.time += 900_000
  for (let time = 0; time < 10; time++) assert.equal((await verify(token))?.subject, 'anna')
  assert.ok(served.asked <= 2, String(served.asked))
  clock.time += 3_600_000
  await assert.rejects(verify(token), VerificationUnavailable)
  await assert.rejects(verify(token), VerificationUnavailable)
  served.isDown = false
  clock.time += 30_000
  assert.equal((await verify(token))?.subject, 'anna')
})

test('without any keys nobody can say, and of an unknown key neither while the server is away', async () => {
  const { verify, clock } = begin()
  served.isDown = true
  await assert.rejects(verify(await sign()), VerificationUnavailable)
  served.isDown = false
  clock.time += 1_000
  await verify(await sign())
  served.isDown = true
  clock.time += 1_000
  await assert.rejects(verify(await sign({}, { key: second })), VerificationUnavailable)
})

test('an answer that is no key set, or a huge one, is none', async () => {
  for (const body of [
    '[]',
    '{"keys":{}}',
    'nonsense',
    JSON.stringify({ keys: [], x: 'x'.repeat(300_000) }),
  ]) {
    const { verify } = begin()
    served.body = body
    await assert.rejects(verify(await sign()), VerificationUnavailable, body.slice(0, 20))
  }
})

test('a key that is not understood does not hide the others', async () => {
  const { verify } = begin()
  served.keys = [{ kty: 'new', kid: 'x' }, { kty: 'EC', kid: 'two', crv: 'P-999' }, first.jwk]
  assert.equal((await verify(await sign()))?.subject, 'anna')
})
