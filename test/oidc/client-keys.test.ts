// The keys behind a client's jwks_uri: read from a real address, kept for a while, and never believed too long.

import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import { exportJWK, type JWK } from 'jose'
import { createClientKeys } from '../../apps/auth-server/src/clients/client-keys.ts'
import { guardedOutbound } from '../../apps/auth-server/src/outbound/guarded-outbound.ts'
import { OutboundRefused } from '../../apps/auth-server/src/outbound/outbound.ts'
import { sampleClient } from '../../apps/auth-server/src/store/contract/samples.testing.ts'
import { setTrap } from '../attacks/trap.ts'

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const publicJwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', use: 'sig' }
const named = (...kids: string[]) => ({ keys: kids.map((kid) => ({ ...publicJwk, kid })) })
const second = 1_000
const minute = 60 * second
const hour = 60 * minute

interface Served {
  status: number
  body: string
  cacheControl: string
  /** How often the address was asked. */
  reads: number
}

/** An address that serves keys, and what reads it under a clock that only the test moves. */
async function open(t: TestContext, jwks: unknown = named('one')) {
  const served: Served = { status: 200, body: JSON.stringify(jwks), cacheControl: 'max-age=300', reads: 0 }
  const trap = await setTrap((_request, response) => {
    served.reads++
    response.writeHead(served.status, { 'Cache-Control': served.cacheControl }).end(served.body)
  })
  t.after(trap.end)
  const allow = [{ host: '127.0.0.1', port: trap.port }]
  const outbound = guardedOutbound({ allow, httpAllowed: true, trustedCa: undefined })
  const clock = { time: 1_800_000_000_000 }
  const clientKeys = createClientKeys(outbound, () => clock.time)
  const jwksUri = `http://127.0.0.1:${trap.port}/jwks`
  const client = sampleClient({ jwks: undefined, jwksUri })
  const kids = async (kid?: string, of = client) => {
    const { keys } = await clientKeys.of(of, kid)
    return keys.map((key) => key.kid)
  }
  const serve = (body: unknown) => {
    served.body = typeof body === 'string' ? body : JSON.stringify(body)
  }
  return { served, serve, clock, client, kids }
}

async function assertRefused(answer: Promise<unknown>, words: RegExp): Promise<void> {
  await assert.rejects(answer, (error) => {
    assert.ok(error instanceof OutboundRefused, String(error))
    assert.match(error.message, words)
    return true
  })
}

test('registered keys are answered without a request, and a client without any has none', async (t) => {
  const { served, kids, client } = await open(t)
  const jwks = { keys: [{ ...publicJwk, kid: 'registered' } as JWK] }
  assert.deepEqual(await kids('other', { ...client, jwks, jwksUri: undefined }), ['registered'])
  assert.deepEqual(await kids('other', { ...client, jwksUri: undefined }), [])
  assert.equal(served.reads, 0)
})

test('the address is read once while its answer is fresh, and by all who come at once', async (t) => {
  const { served, clock, kids } = await open(t)
  const answers = await Promise.all(Array.from({ length: 20 }, () => kids('one')))
  assert.ok(answers.every(([kid]) => kid === 'one'))
  clock.time += 5 * minute - 1
  await kids('one')
  assert.equal(served.reads, 1)
  clock.time += 1
  await kids('one')
  assert.equal(served.reads, 2)
})

test('an answer is kept half a minute at least and an hour at most, whatever it says', async (t) => {
  const cases = { 'no-store': 30 * second, 'max-age=1': 30 * second, 'max-age=999999': hour, '': hour }
  for (const [cacheControl, kept] of Object.entries(cases)) {
    const { served, clock, kids } = await open(t)
    served.cacheControl = cacheControl
    await kids('one')
    clock.time += kept - 1
    await kids('one')
    assert.equal(served.reads, 1, cacheControl)
    clock.time += 1
    await kids('one')
    assert.equal(served.reads, 2, cacheControl)
  }
})

test('an unknown kid has the address read anew, at most once in half a minute', async (t) => {
  const { served, serve, clock, kids } = await open(t)
  await kids('one')
  serve(named('one', 'two'))
  assert.deepEqual(await kids('two'), ['one'])
  clock.time += 30 * second
  assert.deepEqual(await kids('two'), ['one', 'two'])
  for (let n = 0; n < 100; n++) await kids(`made up ${n}`)
  assert.equal(served.reads, 2)
})

test('the last good keys serve for a day while the address is down, which is asked twice a minute at most', async (t) => {
  const { served, clock, kids } = await open(t)
  await kids('one')
  served.status = 503
  clock.time += hour
  for (let n = 0; n < 10; n++) assert.deepEqual(await kids('one'), ['one'])
  assert.equal(served.reads, 2)
  clock.time += 23 * hour
  await assertRefused(kids('one'), /answers with status 503/)
  served.status = 200
  clock.time += 30 * second
  assert.deepEqual(await kids('one'), ['one'])
})

test('an address that never worked is refused with its reason, and asked again after half a minute', async (t) => {
  const { served, clock, kids } = await open(t)
  served.status = 404
  for (let n = 0; n < 5; n++) await assertRefused(kids('one'), /answers with status 404/)
  assert.equal(served.reads, 1)
  served.status = 200
  clock.time += 30 * second
  assert.deepEqual(await kids('one'), ['one'])
})

test('a client whose document names another address has the keys of that, and others have their own', async (t) => {
  const { served, serve, client, kids } = await open(t)
  await kids('one')
  serve(named('two'))
  assert.deepEqual(await kids('two', { ...client, jwksUri: `${client.jwksUri}-2` }), ['two'])
  assert.deepEqual(await kids('two', { ...client, clientId: 'another' }), ['two'])
  assert.equal(served.reads, 3)
})

test('what is no key set, or holds a private key, is refused; keys that cannot be used are passed over', async (t) => {
  const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).publicKey
  const weak = { ...(await exportJWK(rsa(1024))), kid: 'weak' }
  const secret = { ...(await exportJWK(pair.privateKey)), kid: 'private' }
  const many = named(...Array.from({ length: 21 }, (_, n) => `key ${n}`))
  const refused: readonly (readonly [body: unknown, words: RegExp])[] = [
    ['<html>', /no JSON Web Key Set/],
    ['[]', /no JSON Web Key Set/],
    [{ keys: {} }, /no JSON Web Key Set/],
    [{ keys: [] }, /no public key that can be used/],
    [{ keys: [null, 1, 'x'] }, /no public key that can be used/],
    [{ keys: [weak] }, /no public key that can be used/],
    [{ keys: [...named('one').keys, secret] }, /private member d/],
    [{ keys: [{ kty: 'oct', k: 'c2VjcmV0', kid: 'one' }] }, /private member k/],
    [many, /more than 20 keys/],
    [{ keys: named('one').keys, padding: 'x'.repeat(70_000) }, /longer than 65536 bytes/],
  ]
  for (const [body, words] of refused) await assertRefused((await open(t, body)).kids('one'), words)
  const mixed = { keys: [weak, { kty: 'AKP', alg: 'ML-DSA-44', pub: 'x' }, ...named('one').keys], more: 1 }
  assert.deepEqual(await (await open(t, mixed)).kids('one'), ['one'])
})

test('no more than five hundred addresses are remembered, those that were used last', async (t) => {
  const { served, client, kids } = await open(t)
  for (let n = 0; n <= 500; n++) await kids('one', { ...client, clientId: `client ${n}` })
  assert.equal(served.reads, 501)
  await kids('one', { ...client, clientId: 'client 500' })
  assert.equal(served.reads, 501)
  await kids('one', { ...client, clientId: 'client 0' })
  assert.equal(served.reads, 502)
})
