import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { register } from '../oidc/registering.ts'
import {
  answerTo,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  urlOf,
} from '../oidc/request-world.ts'

// JSON that is deeper than any stack, that names what all objects have, and that says a thing twice: RFC 8259 §4, §9.

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

let objects: ReturnType<typeof createServer>
let served = ''
let world: RequestWorld
let byReference: string
let signer: Signer

/** A program whose request objects are any text. */
interface Signer {
  readonly clientId: string
  sign(payload: string): Promise<string>
}

async function newSigner(): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const { status, json } = await register(world.issuer, {
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'private_key_jwt',
    jwks: { keys: [await exportJWK(publicKey)] },
    request_uris: [byReference],
  })
  assert.equal(status, 201, JSON.stringify(json))
  return {
    clientId: String(json.client_id),
    sign: (payload) =>
      new CompactSign(Buffer.from(payload))
        .setProtectedHeader({ alg: 'ES256', typ: 'oauth-authz-req+jwt' })
        .sign(privateKey),
  }
}

before(async () => {
  objects = createServer((_, answer) => {
    answer.setHeader('content-type', 'application/jwt').end(served)
  }).listen(0, '127.0.0.1')
  await once(objects, 'listening')
  const host = `127.0.0.1:${(objects.address() as AddressInfo).port}`
  byReference = `http://${host}/object`
  world = await startRequestWorld({ env: { LATCHKEY_OUTBOUND_ALLOW: host } })
  signer = await newSigner()
})
after(async () => {
  objects.close()
  await world.end()
})

const sendJson = (path: string, body: string) =>
  world.server.send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body })

describe('depth', () => {
  test('a resource in the JSON body of an old dialect', async () => {
    for (const resource of [deep(30_000), `[${deep(30_000)}]`]) {
      const body = `{"client_id":"gogox","client_secret":"x","resource":${resource}}`
      const { status, text } = await sendJson('/oauth/token', body)
      assert.equal(status, 400, text)
    }
  })

  for (const name of ['resource', 'claims', 'redirect_uri', 'scope', 'client_id', 'aud', 'unknown']) {
    test(`the member ${name} of a request object, by reference and in a form`, async () => {
      served = await signer.sign(`{"${name}":${deep(20_000)}}`)
      const { status } = await world.server.get(
        urlOf({ client_id: signer.clientId, request_uri: byReference }),
      )
      assert.equal(status, 400)
      const request = await signer.sign(`{"${name}":${deep(4_000)}}`)
      const body = new URLSearchParams({ client_id: signer.clientId, request })
      const posted = await world.server.send('/oauth2/authorize', { method: 'POST', body })
      assert.ok([303, 400].includes(posted.status), posted.text)
    })
  }

  test('every member of a registration', async () => {
    const names = ['redirect_uris', 'contacts', 'jwks', 'scope', 'default_max_age', 'policy', 'unknown']
    for (const name of names) {
      const body = `{"redirect_uris":["${redirectUri}"],"${name}":${deep(30_000)}}`
      const { status, text } = await sendJson('/oauth2/register', body)
      assert.equal(status, name === 'unknown' ? 201 : 400, text)
    }
    const inKey = `{"redirect_uris":["${redirectUri}"],"jwks":{"keys":[{"kty":"EC","x5c":${deep(30_000)}}]}}`
    assert.equal((await sendJson('/oauth2/register', inKey)).status, 400)
  })

  test('the parameter claims', async () => {
    for (const claims of [
      deep(4_000),
      `{"userinfo":${deep(4_000)}}`,
      `{"userinfo":{"email":{"value":${deep(4_000)}}}}`,
    ]) {
      const { status, text } = await world.push('plain', world.parameters('plain', { claims }))
      assert.ok([201, 400].includes(status), text)
    }
  })
})

describe('names that all objects have', () => {
  const polluting = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf']

  test('as parameters of a request object they are parameters that nobody knows', async () => {
    const claims = Object.fromEntries(polluting.map((name) => [name, { client_id: 'plain', admin: 'true' }]))
    // An object literal would set the prototype; this one has it as a member.
    const request = await world.sign('signer', {
      ...JSON.parse(`{"__proto__":{"scope":"admin"}}`),
      ...claims,
    })
    const answer = await answerTo(world, { client_id: 'signer', request })
    assert.ok(answer.searchParams.has('code'))
  })

  test('as claims that are asked for they are claims that nobody has', async () => {
    const wishes = polluting.map((name) => `"${name}":{"essential":true,"value":"x"}`).join(',')
    const claims = `{"__proto__":{"userinfo":{"email":null}},"userinfo":{${wishes}},"id_token":{${wishes}}}`
    const answer = await answerTo(world, world.parameters('plain', { claims, scope: 'openid' }))
    assert.ok(answer.searchParams.has('code'))
  })

  test('as members of a registration they are left out, whatever they hold', async () => {
    const inside = '{"verified":true,"owner":"x","policy":"nest","allows":["token-in-query"]}'
    const members = polluting.map((name) => `"${name}":${inside}`).join(',')
    const { status, json } = await register(world.issuer, `{"redirect_uris":["${redirectUri}"],${members}}`)
    assert.equal(status, 201, JSON.stringify(json))
    const client = (await world.server.store.findClient(String(json.client_id))) ?? assert.fail()
    assert.deepEqual([client.verified, client.policy, client.allows], [false, 'openid', []])
    for (const name of polluting) assert.equal(Object.hasOwn(json, name), false)
  })
})

test('of a member that stands there twice one counts, the same for the signature and for the request', async () => {
  const twice = `{"redirect_uris":["javascript:alert(1)"],"redirect_uris":["${redirectUri}"],"policy":"nest","policy":"openid"}`
  const { status, json } = await register(world.issuer, twice)
  assert.deepEqual([status, json.redirect_uris, json.policy], [201, [redirectUri], 'openid'])
  const request = await world.sign('signer')
  assert.match(
    await problemOf(world, { client_id: 'signer', request: `${request}.${request.split('.')[2]}` }),
    /request object/i,
  )
})

test('what only an operator says of a client is not read from a registration, in no spelling', async () => {
  const mine = {
    verified: true,
    owner: 'anna@example.com',
    ownerId: 'x',
    owner_id: 'x',
    state: 'active',
    counter: 9,
  }
  const more = {
    dialect: 'nest',
    allows: ['token-in-query'],
    overrides: { accessTokenSeconds: 9e8 },
    publisher: 'Your Bank',
  }
  const rest = {
    clientId: 'standard',
    client_id: 'standard',
    secrets: [],
    members: [],
    registration: {},
    createdAt: 1,
    redirectUris: ['https://evil.example'],
  }
  const body = {
    redirect_uris: [redirectUri],
    ...mine,
    ...more,
    ...rest,
    clientSecret: 'a',
    client_secret: 'b',
  }
  const { status, json } = await register(world.issuer, body)
  assert.equal(status, 201, JSON.stringify(json))
  const client = (await world.server.store.findClient(String(json.client_id))) ?? assert.fail()
  assert.notEqual(client.clientId, 'standard')
  const { verified, ownerId, state, counter, dialect, allows, overrides, publisher, redirectUris } = client
  assert.deepEqual(
    { verified, ownerId, state, counter, dialect, allows, overrides, publisher, redirectUris },
    {
      verified: false,
      ownerId: undefined,
      state: 'active',
      counter: 0,
      dialect: 'standard',
      allows: [],
      overrides: {},
      publisher: undefined,
      redirectUris: [redirectUri],
    },
  )
  assert.notEqual(json.client_secret, 'b')
  assert.ok(Math.abs(client.createdAt - Date.now()) < 60_000)
})
