// What a device maker's backend may answer, and what becomes of it.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { after, before, beforeEach, test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { decodeHomes } from '../../apps/auth-server/src/homes/decode-homes.ts'
import type { Homes } from '../../apps/auth-server/src/homes/homes.ts'
import { isHomesNotKnown } from '../../apps/auth-server/src/homes/homes-not-known.ts'
import { openHomes } from '../../apps/auth-server/src/homes/open-homes.ts'
import { openTestServer, type TestServer } from '../../apps/auth-server/src/open-test-server.testing.ts'
import { homeIdPattern } from '../../apps/device-api/src/structures/structure-definition.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const villa = { id: 'villa', name: 'Villa', devices: [{ id: 'hall', name: 'Hall', type: 'pool_heater' }] }
const good: Answer = (_, response) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ homes: [villa] }))
const said =
  (status: number, body = '', type = 'application/json'): Answer =>
  (_, response) =>
    response.writeHead(status, { 'content-type': type }).end(body)

let backend: Server
let url = ''
let world: TestServer
let homes: Homes
let answer: Answer = good
let seen: IncomingMessage[] = []

before(async () => {
  backend = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(backend, 'listening')
  const address = backend.address()
  assert.ok(address !== null && typeof address === 'object')
  url = `http://127.0.0.1:${address.port}/for-latchkey`
  world = await openTestServer()
})
beforeEach(() => {
  const { keys, issuer, now, trustedCa } = world.server
  const inProcess = world.server.homes
  homes = openHomes({ homesUrl: url, inProcess, keys, issuer, now, trustedCa })
  seen = []
  answer = good
})
after(async () => {
  backend.closeAllConnections()
  backend.close()
  await world.close()
})

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => assert.fail('it was taken'),
    (thrown: unknown) => thrown,
  )
  assert.ok(isHomesNotKnown(error) && error instanceof OAuthError, String(error))
  assert.deepEqual([error.code, error.status], ['temporarily_unavailable', 503])
  return error.reason.kind === 'homes not known' ? error.reason.detail : ''
}

test('the backend is asked with a token of our own, which it can check and nobody else can use', async () => {
  const [home] = await homes.describeHomes('an account/..')
  assert.deepEqual(home, {
    id: 'villa',
    name: 'Villa',
    timeZone: undefined,
    devices: [{ id: 'hall', name: 'Hall', type: 'pool_heater', productName: 'Pool heater' }],
  })
  const [request] = seen
  assert.deepEqual([request?.method, request?.url], ['GET', '/for-latchkey/accounts/an%20account%2F../homes'])
  const token = request?.headers.authorization?.replace('Bearer ', '') ?? ''
  const { issuer, keys, now } = world.server
  const { payload, protectedHeader } = await jwtVerify(
    token,
    createLocalJWKSet({ keys: [...keys.publicKeys()] }),
    {
      issuer,
      audience: url,
      typ: 'at+jwt',
      currentDate: new Date(now()),
    },
  )
  assert.equal(protectedHeader.alg, 'ES256')
  assert.deepEqual(
    [payload.sub, payload.client_id, payload.scope, Number(payload.exp) - Number(payload.iat)],
    [issuer, issuer, 'homes:read', 300],
  )
  await homes.deleteHomes('anna')
  assert.equal(seen[1]?.method, 'DELETE')
  const writing = await jwtVerify(
    seen[1]?.headers.authorization?.replace('Bearer ', '') ?? '',
    createLocalJWKSet({ keys: [...keys.publicKeys()] }),
    { currentDate: new Date(now()) },
  )
  assert.equal(writing.payload.scope, 'homes:write')
})

test('one token serves until it is nearly over, and one that is refused is made anew once', async () => {
  const tokenOf = (index: number) => seen[index]?.headers.authorization
  await homes.listShareableHomes('a')
  await homes.listShareableHomes('b')
  assert.equal(tokenOf(0), tokenOf(1))
  world.clock.time += 241_000
  await homes.listShareableHomes('c')
  assert.notEqual(tokenOf(1), tokenOf(2))
  answer = said(401)
  world.clock.time += 20_000
  assert.match(await refusal(homes.listShareableHomes('d')), /answers 401/)
  assert.equal(seen.length, 5)
  assert.notEqual(tokenOf(3), tokenOf(4))
})

test('all who ask at once share one request, and for some seconds nobody asks again', async () => {
  await Promise.all(Array.from({ length: 20 }, () => homes.listShareableHomes('anna')))
  assert.equal(seen.length, 1)
  world.clock.time += 9_000
  await homes.listShareableHomes('anna')
  assert.equal(seen.length, 1)
  world.clock.time += 2_000
  await homes.describeHomes('anna')
  assert.equal(seen.length, 2)
  await homes.listShareableHomes('__proto__')
  assert.equal(seen.length, 3)
})

test('what is old is shown while the backend is down, for a minute, and never granted', async () => {
  await homes.describeHomes('anna')
  answer = said(500)
  world.clock.time += 30_000
  assert.equal((await homes.describeHomes('anna')).length, 1)
  await refusal(homes.listShareableHomes('anna'))
  world.clock.time += 31_000
  await refusal(homes.describeHomes('anna'))
  await refusal(homes.describeHomes('ben'))
})

test('what was deleted is not remembered, and an answer that was under way brings nothing back', async () => {
  await homes.describeHomes('anna')
  const held: ServerResponse[] = []
  answer = (request, response) => {
    if (request.method === 'GET') held.push(response)
    else response.writeHead(204).end()
  }
  world.clock.time += 11_000
  const slow = homes.describeHomes('anna')
  while (held.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  await homes.deleteHomes('anna')
  held[0]?.setHeader('content-type', 'application/json').end(JSON.stringify({ homes: [villa] }))
  await slow
  answer = said(200, '{"homes":[]}')
  assert.deepEqual(await homes.describeHomes('anna'), [])
})

test('a deletion that the backend does not confirm is an error', async () => {
  for (const status of [404, 405, 500, 202]) {
    answer = said(status, '{}')
    assert.match(await refusal(homes.deleteHomes('anna')), /to DELETE/)
  }
})

test('an answer that is not as documented is no answer', async () => {
  const home = (more: object) => JSON.stringify({ homes: [{ ...villa, ...more }] })
  const device = (more: object) =>
    home({ devices: [{ id: 'hall', name: 'Hall', type: 'thermostat', ...more }] })
  const bad: Readonly<Record<string, string>> = {
    nothing: '',
    'no JSON': '<html>',
    'a list': '[]',
    'no homes': '{}',
    'homes that are none': '{"homes":{}}',
    'a number as id': home({ id: 7 }),
    'an empty id': home({ id: '' }),
    'an id that is a path': home({ id: '../x' }),
    'an id with an underscore first': home({ id: '__proto__' }),
    'an id too long': home({ id: 'x'.repeat(65) }),
    'an id with a sign of ours': home({ id: 'villa/*=control' }),
    'no name': home({ name: '' }),
    'a name too long': home({ name: 'x'.repeat(201) }),
    'a time zone of nowhere': home({ time_zone: 'Europe/Atlantis' }),
    'no devices': home({ devices: undefined }),
    'the same device twice': home({ devices: [...villa.devices, ...villa.devices] }),
    'a type with spaces': device({ type: 'pool heater' }),
    'a type that is markup': device({ type: '<b>' }),
    'the same home twice': JSON.stringify({ homes: [villa, villa] }),
    'too many homes': JSON.stringify({
      homes: Array.from({ length: 101 }, (_, index) => ({ ...villa, id: `home-${index}` })),
    }),
  }
  for (const [name, body] of Object.entries(bad)) {
    answer = said(200, body)
    assert.match(await refusal(homes.listShareableHomes('anna')), /cannot be read/, name)
  }
  answer = said(200, home({}), 'text/html')
  assert.match(await refusal(homes.listShareableHomes('anna')), /text\/html/)
  answer = said(200, `{"homes":[],"more":"${'x'.repeat(1_100_000)}"}`)
  assert.match(await refusal(homes.listShareableHomes('anna')), /longer than/)
  answer = (_, response) => response.writeHead(302, { location: '/elsewhere' }).end()
  assert.match(await refusal(homes.listShareableHomes('anna')), /redirect/)
  answer = (request) => request.socket.destroy()
  assert.match(await refusal(homes.listShareableHomes('anna')), /could not be reached/)
  for (const status of [204, 403, 404, 500, 503]) {
    answer = said(status, home({}))
    assert.match(await refusal(homes.listShareableHomes('anna')), new RegExp(`answers ${status}`))
  }
})

test('names are made fit for a line, and members that nobody knows are left out', () => {
  const body = { homes: [{ ...villa, name: '\u202eVilla\u0000\n  Sol', colour: 'red', __proto__x: 1 }] }
  const decoded = decodeHomes(JSON.stringify(body))
  assert.ok(typeof decoded !== 'string')
  assert.deepEqual(Object.keys(decoded[0] ?? {}).toSorted(), ['devices', 'id', 'name', 'timeZone'])
  assert.equal(decoded[0]?.name, 'Villa Sol')
})

test('ids are what they are in the device API', () => {
  for (const id of ['a', 'A.b_c~d-e', 'x'.repeat(64), '-a', '.', 'a b', 'å', 'a/b', 'x'.repeat(65), ''])
    assert.equal(
      typeof decodeHomes(JSON.stringify({ homes: [{ ...villa, id }] })) !== 'string',
      homeIdPattern.test(id),
      id,
    )
})
