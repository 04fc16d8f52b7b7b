// Traefik and Envoy are not in Debian. These are the requests that they send with the configurations of examples/gateway.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import { decodeJwt } from 'jose'
import { secretOf } from '../definition.ts'
import type { SeededLatchkey } from '../seeded-latchkey.ts'
import { identityHeaders, meter, startGatewayWorld } from './gateway-world.ts'

let world: SeededLatchkey
before(async () => {
  world = await startGatewayWorld()
})
after(() => world.end())

/** The path goes over the wire as it is written. */
async function send(path: string, headers: Readonly<Record<string, string>>, method = 'GET') {
  const { hostname, port } = new URL(world.issuer)
  const sent = request({ host: hostname, port, path, method, headers, agent: false })
  sent.end()
  const [response] = await once(sent, 'response')
  response.resume()
  await once(response, 'end')
  return { status: response.statusCode, headers: response.headers }
}

async function newToken(scope: readonly string[]): Promise<string> {
  return (await world.connect('meter-app', { audience: [meter], scope })).accessToken
}

const secret = { 'latchkey-api-secret': secretOf('meter') }

test('Traefik: a GET of the address in its configuration, which tells the request by X-Forwarded headers', async () => {
  const fromTraefik = (token: string) => ({
    'user-agent': 'Go-http-client/1.1',
    authorization: `Bearer ${token}`,
    ...secret,
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-host': 'meter.example.com',
    'x-forwarded-method': 'DELETE',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    'x-forwarded-server': 'traefik',
    'x-forwarded-uri': '/readings/1?really=yes',
    'accept-encoding': 'gzip',
  })
  const path = '/gateway/meter?scope=meter:read'
  const good = await send(path, fromTraefik(await newToken(['meter:read'])))
  assert.equal(good.status, 200)
  for (const name of identityHeaders) assert.ok(name in good.headers, name)
  assert.deepEqual(decodeJwt(String(good.headers['latchkey-identity'])).request, {
    method: 'DELETE',
    target_sha256: sha256('/readings/1?really=yes'),
  })
  assert.equal((await send(path, fromTraefik(await newToken(['devices:read'])))).status, 403)
  assert.equal((await send(path, fromTraefik('nonsense'))).status, 401)
})

/** Method, host and path are the stranger's. */
const fromEnvoy = (token: string) => ({
  host: 'meter.example.com',
  'content-length': '0',
  authorization: `Bearer ${token}`,
  ...secret,
  'latchkey-needs': 'meter:read',
  'x-envoy-internal': 'true',
  'x-forwarded-for': '127.0.0.1',
  'x-envoy-expected-rq-timeout-ms': '5000',
})

test('Envoy: the method, host and path of the request, behind the prefix of its configuration', async () => {
  const token = await newToken(['meter:read'])
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
    const good = await send(
      '/gateway/meter/readings/1?scope=of-its-own&identity=none',
      fromEnvoy(token),
      method,
    )
    assert.equal(good.status, 200, method)
    for (const name of identityHeaders) assert.ok(name in good.headers, name)
    assert.deepEqual(decodeJwt(String(good.headers['latchkey-identity'])).request, {
      method,
      target_sha256: sha256('/readings/1?scope=of-its-own&identity=none'),
    })
  }
  assert.equal((await send('/gateway/meter/', fromEnvoy(token))).status, 200)
  const narrow = await newToken(['devices:read'])
  assert.equal((await send('/gateway/meter/readings?scope=', fromEnvoy(narrow))).status, 403)
  assert.equal((await send('/gateway/meter/readings', fromEnvoy('nonsense'), 'POST')).status, 401)
})

test('Envoy: a path of a stranger leads to no other answer of ours', async () => {
  const token = await newToken(['meter:read'])
  const other = (await world.connect('meter-app', { audience: [world.issuer], scope: ['devices:read'] }))
    .accessToken
  const paths = [
    '/../../healthz',
    '/../devices',
    '/..',
    '/x/../../../healthz',
    '/%2e%2e/%2E%2e/healthz',
    '/.%2e/devices',
    '/./x',
    '/..%2f..%2fhealthz',
    '/..\\..\\healthz',
    '\\..\\..\\healthz',
    '/..?x',
    '/..#x',
  ]
  for (const path of paths)
    for (const text of [token, other, 'nonsense']) {
      const { status } = await send(`/gateway/meter${path}`, fromEnvoy(text))
      const isNamed = path.includes('%2f')
      assert.ok(status >= 400 || (isNamed && text === token), `${path}: ${status}`)
    }
  assert.equal((await send('/gateway/../healthz', {})).status, 400)
  assert.equal((await send('/healthz', {})).status, 200)
})
