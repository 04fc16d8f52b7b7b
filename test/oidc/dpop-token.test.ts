import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { secretOf } from '../definition.ts'
import { type Answer, type Form, type Seed, type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { assertionOf, assertionType, type DpopKey, dpopDefinition, newKey, proofFor } from './dpop.ts'

// RFC 9449 §5, §6, §8 and §10: tokens are bound to the key of the proof that came with their request.

let server: SeededLatchkey
let key: DpopKey
let other: DpopKey
let clientKey: DpopKey
let url: string

before(async () => {
  const keys = await Promise.all([newKey(), newKey('Ed25519'), newKey('PS256')])
  key = keys[0]
  other = keys[1]
  clientKey = keys[2]
  server = await startSeeded({ definition: await dpopDefinition(clientKey) })
  url = `${server.issuer}/oauth2/token`
})
after(() => server.end())

/** Asks for tokens with a proof of this key; `undefined`: without. */
async function ask(
  clientId: string,
  form: Form,
  by: DpopKey | undefined,
  target: object = {},
): Promise<Answer> {
  const secret = clientId === 'public' ? {} : { client_secret: secretOf(clientId) }
  const headers = by === undefined ? {} : { dpop: await proofFor(by, { url, ...target }) }
  return server.post('/oauth2/token', { client_id: clientId, ...secret, ...form }, headers)
}

const own = { grant_type: 'client_credentials', scope: 'structures:read' }

async function redeem(clientId: string, by: DpopKey | undefined, seed: Seed = {}): Promise<Answer> {
  return ask(clientId, server.redemption(clientId, await server.newCode(clientId, seed)), by)
}

function refresh(clientId: string, { json }: Answer, by: DpopKey | undefined): Promise<Answer> {
  return ask(clientId, { grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }, by)
}

async function confirmationOf(clientId: string, { json }: Answer): Promise<unknown> {
  const { json: told } = await server.introspect(clientId, String(json.access_token))
  assert.equal(told.active, true)
  assert.equal(told.token_type, json.token_type)
  return told.cnf
}

function assertRefused(answer: Answer, error: string): void {
  assert.deepEqual([answer.status, answer.json.error], [400, error], answer.text)
}

test('a token that is asked for with a proof is bound to its key, and says so', async () => {
  const answer = await ask('plain', own, key)
  assert.equal(answer.json.token_type, 'DPoP')
  assert.deepEqual(await confirmationOf('plain', answer), { jkt: key.thumbprint })
})

test('without a proof it is a bearer token, and introspection knows of no key', async () => {
  const answer = await ask('plain', own, undefined)
  assert.equal(answer.json.token_type, 'Bearer')
  assert.equal(await confirmationOf('plain', answer), undefined)
  assert.equal(answer.headers.get('dpop-nonce'), null)
})

test('a signed token carries its key (RFC 9449 §6.1)', async () => {
  const { json } = await ask('plain', { ...own, resource: 'https://meter.example.com' }, key)
  const { cnf, auth_time: authTime } = decodeJwt(String(json.access_token))
  assert.deepEqual([cnf, authTime], [{ jkt: key.thumbprint }, undefined])
})

test('a lasting token is bound by its connection', async () => {
  const answer = await redeem('lasting', key)
  assert.equal(answer.json.token_type, 'DPoP')
  assert.deepEqual(await confirmationOf('lasting', answer), { jkt: key.thumbprint })
})

test('dpop_bound_access_tokens: no token without a proof (RFC 9449 §5.2)', async () => {
  assertRefused(await ask('bound', own, undefined), 'invalid_request')
  assertRefused(await redeem('bound', undefined), 'invalid_request')
  assert.equal((await ask('bound', own, key)).status, 200)
})

test('an old dialect cannot say that a token is bound, so a proof is refused', async () => {
  const answer = await ask('honeywell', { grant_type: 'client_credentials' }, key)
  assert.equal(answer.status, 400)
  assert.match(answer.text, /leave the DPoP header out/)
  assert.equal((await ask('honeywell', { grant_type: 'client_credentials' }, undefined)).status, 200)
})

test('a proof for another address, method or time buys nothing, and is refused when it comes again', async () => {
  const seconds = Math.floor(Date.now() / 1000)
  const bad = [
    { url: `${server.issuer}/oauth2/par` },
    { method: 'GET' },
    { claims: { iat: seconds - 3600 } },
    { claims: { iat: seconds + 3600 } },
  ]
  for (const target of bad) assertRefused(await ask('plain', own, key, target), 'invalid_dpop_proof')
  for (const shift of [-10, 8]) {
    assert.equal((await ask('plain', own, key, { claims: { iat: seconds + shift } })).status, 200)
  }
  const again = { claims: { jti: 'the same twice' } }
  assert.equal((await ask('plain', own, key, again)).status, 200)
  assertRefused(await ask('plain', own, key, again), 'invalid_dpop_proof')
  assert.equal((await ask('plain', own, other, again)).status, 200)
})

test('a code that was asked for with a key is redeemed with that key only, and not burnt by another', async () => {
  const seed = { confirmation: { jkt: key.thumbprint } }
  const code = await server.newCode('plain', seed)
  const form = server.redemption('plain', code)
  assertRefused(await ask('plain', form, other), 'invalid_grant')
  assertRefused(await ask('plain', form, undefined), 'invalid_grant')
  const answer = await ask('plain', form, key)
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(await confirmationOf('plain', answer), { jkt: key.thumbprint })
})

test('refresh tokens of a client without secret are bound to the first key; nothing is spent by another', async () => {
  const first = await redeem('public', key)
  assertRefused(await refresh('public', first, other), 'invalid_grant')
  assertRefused(await refresh('public', first, undefined), 'invalid_grant')
  const second = await refresh('public', first, key)
  assert.equal(second.status, 200, second.text)
  assert.notEqual(second.json.refresh_token, first.json.refresh_token)
  assertRefused(await refresh('public', second, other), 'invalid_grant')
  assert.equal((await refresh('public', second, key)).json.token_type, 'DPoP')
})

test('a client without secret that comes to DPoP at a refresh is held to that key from then on', async () => {
  const first = await redeem('public', undefined)
  assert.equal(first.json.token_type, 'Bearer')
  const second = await refresh('public', first, key)
  assert.equal(second.json.token_type, 'DPoP', second.text)
  assertRefused(await refresh('public', second, other), 'invalid_grant')
  assertRefused(await refresh('public', second, undefined), 'invalid_grant')
  assert.equal((await refresh('public', second, key)).status, 200)
})

for (const clientId of ['bound', 'rotating']) {
  test(`a client that authenticates may come with a new key: ${clientId}`, async () => {
    const first = await redeem(clientId, key)
    const second = await refresh(clientId, first, other)
    assert.equal(second.status, 200, second.text)
    assert.deepEqual(await confirmationOf(clientId, second), { jkt: other.thumbprint })
    assertRefused(await refresh(clientId, second, undefined), 'invalid_request')
  })
}

async function askFapi(form: Form, nonce?: string | undefined, assertion?: string): Promise<Answer> {
  const credentials = {
    client_assertion_type: assertionType,
    client_assertion: assertion ?? (await assertionOf(clientKey, server.issuer)),
  }
  const dpop = await proofFor(key, { url, nonce })
  return server.post('/oauth2/token', { ...credentials, ...form }, { dpop })
}

test('policy fapi2 wants a nonce in each proof, and gives one with each answer (RFC 9449 §8)', async () => {
  const first = await askFapi(own)
  assertRefused(first, 'use_dpop_nonce')
  const nonce = first.headers.get('dpop-nonce') ?? ''
  assert.match(nonce, /^[A-Za-z0-9_-]{43}$/)
  assert.match(first.headers.get('access-control-expose-headers') ?? '', /DPoP-Nonce/)
  const second = await askFapi(own, nonce)
  assert.equal(second.status, 200, second.text)
  assert.equal(second.json.token_type, 'DPoP')
  assert.ok(second.headers.get('dpop-nonce'))
  assertRefused(await askFapi(own, 'made-up'), 'use_dpop_nonce')
})

test('who is sent for a nonce may send the same client assertion again', async () => {
  const assertion = await assertionOf(clientKey, server.issuer)
  const first = await askFapi(own, undefined, assertion)
  const again = await askFapi(own, first.headers.get('dpop-nonce') ?? '', assertion)
  assert.equal(again.status, 200, again.text)
  assert.equal(
    (await askFapi(own, first.headers.get('dpop-nonce') ?? '', assertion)).json.error,
    'invalid_client',
  )
})

test('policy fapi2 gives no token without a key', async () => {
  const credentials = {
    client_assertion_type: assertionType,
    client_assertion: await assertionOf(clientKey, server.issuer),
  }
  assertRefused(await server.post('/oauth2/token', { ...credentials, ...own }), 'invalid_request')
})

test('a nonce that nobody asked for must be right all the same', async () => {
  assertRefused(await ask('plain', own, key, { nonce: 'made-up' }), 'use_dpop_nonce')
  const { headers } = await askFapi(own)
  assert.equal((await ask('plain', own, key, { nonce: headers.get('dpop-nonce') })).status, 200)
})
