import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

let server: SeededLatchkey
let accessToken: string
before(async () => {
  server = await startSeeded()
  accessToken = (await server.connect('standard')).accessToken
})
after(() => server.end())

const routes = [
  '/v1/structures',
  '/v1/structures/annas-home',
  '/v1/devices/annas-thermostat',
  '/api/v1/systems',
  '/oauth2/userinfo',
]

const badHeaders: Readonly<Record<string, (token: string) => string>> = {
  'no token': () => '',
  'a scheme alone': () => 'Bearer',
  'an empty token': () => 'Bearer ',
  'another scheme': (token) => `Token ${token}`,
  'Basic with the token': (token) => `Basic ${btoa(`${token}:`)}`,
  'two tokens': (token) => `Bearer ${token}, Bearer ${token}`,
  'a cut token': (token) => `Bearer ${token.slice(0, -1)}`,
  'a longer token': (token) => `Bearer ${token}A`,
  'an over-long token': (token) => `Bearer ${token}${'A'.repeat(9_000)}`,
  'a prefix alone': () => 'Bearer lk_at_',
  'a version alone': () => 'Bearer lk_at_1',
  'an unknown version': (token) => `Bearer ${token.replace('lk_at_1', 'lk_at_9')}`,
  'the wrong alphabet': (token) => `Bearer ${token.replace('lk_at_1', 'lk_at_2')}`,
  'no prefix': (token) => `Bearer ${token.slice(6)}`,
  'a JWT of nobody': () => 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.',
  quotes: () => 'Bearer "x"',
  'bytes above ASCII': () => 'Bearer \u00ff\u00fe',
}

for (const path of routes) {
  for (const [name, header] of Object.entries(badHeaders)) {
    test(`${path} with ${name} is 400 or 401, with a challenge`, async () => {
      const { status, headers, text } = await server.get(path, { authorization: header(accessToken) })
      assert.ok(status === 400 || status === 401, `${status} ${text}`)
      assert.match(headers.get('www-authenticate') ?? '', /^Bearer /)
    })
  }

  test(`${path} does not read a token from the URL`, async () => {
    const { status } = await server.get(`${path}?access_token=${accessToken}`)
    assert.ok(status === 400 || status === 401)
  })
}

const badBodies = [
  '',
  '{',
  '[]',
  'null',
  '7',
  '"text"',
  '{"targetTemperature":"warm"}',
  '{"targetTemperature":1e999}',
  '{"targetTemperature":-300}',
  '{"targetTemperature":null}',
  '{"name":""}',
  '{"name":7}',
  '{"name":"\\u0000"}',
  `{"name":"${'x'.repeat(5_000)}"}`,
  '{"mode":"party"}',
  '{"unknown":true}',
  '{"__proto__":{"x":1}}',
  '{"constructor":1}',
  '['.repeat(20_000),
]

for (const path of ['/v1/structures/annas-home', '/v1/devices/annas-thermostat']) {
  test(`PATCH ${path}: every bad body is refused with a sentence`, async () => {
    const authorization = `Bearer ${accessToken}`
    for (const body of badBodies) {
      const headers = { authorization, 'content-type': 'application/json' }
      const { status, json } = await server.send(path, { method: 'PATCH', headers, body })
      assert.equal(status, 400, `${body.slice(0, 40)}: ${status}`)
      assert.match(String(json.detail), /\w \w/)
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml']) {
      const headers = { authorization, 'content-type': type }
      const { status } = await server.send(path, { method: 'PATCH', headers, body: '{"name":"x"}' })
      assert.equal(status, 415, type)
    }
    const long = { authorization, 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'x'.repeat(70_000) })
    assert.equal((await server.send(path, { method: 'PATCH', headers: long, body })).status, 413)
  })
}

test('GET /api/v1/systems: odd pages are refused', async () => {
  const authorization = `Bearer ${accessToken}`
  for (const query of [
    'page=0',
    'page=x',
    'page=-1',
    'page=1e9',
    'itemsPerPage=0',
    'itemsPerPage=x',
    'page=%00',
  ]) {
    const { status } = await server.get(`/api/v1/systems?${query}`, { authorization })
    assert.ok(status === 400 || status === 200, `${query}: ${status}`)
  }
})

test('odd ids are not found', async () => {
  const authorization = `Bearer ${accessToken}`
  for (const id of [
    '%00',
    '%ff',
    '%ED%A0%80',
    "'",
    '"',
    '%27%20or%201=1--',
    '..%2f..',
    '%2e',
    'x'.repeat(3_000),
    '__proto__',
  ]) {
    for (const path of ['/v1/structures/', '/v1/devices/']) {
      const { status } = await server.get(path + id, { authorization })
      assert.ok(status === 404 || status === 400, `${path}${id.slice(0, 30)}: ${status}`)
    }
  }
})

test('a client that goes away in the middle of a body is no fault of ours', async () => {
  for (const path of ['/v1/structures/annas-home', '/v1/devices/annas-thermostat']) {
    const socket = connect(server.running.port, '127.0.0.1')
    const type = 'Content-Type: application/json\r\nContent-Length: 500'
    const head = `PATCH ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${accessToken}\r\n${type}`
    socket.write(`${head}\r\n\r\n{"name":`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
  }
  // The log is looked at when the server is stopped.
  assert.equal((await server.get('/healthz')).status, 200)
})
