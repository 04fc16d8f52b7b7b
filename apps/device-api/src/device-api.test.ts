import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { VerificationUnavailable } from '@latchkey/resource-kit'
import { DatabaseUnavailable } from '@latchkey/sql'
import { Hono } from 'hono'
import { createDeviceApi } from './device-api.ts'
import { accessOf, homeAccess, openTestApi, type TestApi } from './test-homes.testing.ts'

let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.anna = accessOf('anna', [homeAccess('villa')])
})
after(() => api.close())

const routes = {
  list: ['GET', '/v1/structures'],
  structure: ['GET', '/v1/structures/villa'],
  changeStructure: ['PATCH', '/v1/structures/villa'],
  device: ['GET', '/v1/devices/hall'],
  changeDevice: ['PATCH', '/v1/devices/hall'],
  systems: ['GET', '/api/v1/systems'],
} as const
type Route = keyof typeof routes
const routeNames = Object.keys(routes) as readonly Route[]

function call(token: string | undefined, route: Route) {
  const [method, path] = routes[route]
  const write = { headers: { 'Content-Type': 'application/json' }, body: '{"name":"New"}' }
  return api.ask(token, path, { method, ...(method === 'PATCH' ? write : {}) })
}

const structuresRead: readonly Route[] = ['list', 'structure']
const matrix: Readonly<Record<string, readonly Route[]>> = {
  '': [],
  'openid profile': [],
  'structures:read': structuresRead,
  'structures:write': [...structuresRead, 'changeStructure'],
  'devices:read': ['device'],
  'devices:write': ['device', 'changeDevice'],
  'structures:read devices:read': [...structuresRead, 'device', 'systems'],
  READSYSTEM: [...structuresRead, 'device', 'systems'],
  WRITESYSTEM: routeNames,
  'READSYSTEM WRITESYSTEM': routeNames,
  user: routeNames,
  'structures:write devices:write': routeNames,
  'STRUCTURES:READ constructor __proto__': [],
}
for (const [scope, allowed] of Object.entries(matrix)) {
  test(`scope "${scope}" allows ${allowed.join(', ') || 'nothing'}`, async () => {
    api.tokens.scoped = accessOf('anna', [homeAccess('villa')], scope.split(' '))
    for (const route of routeNames) {
      const { status, headers } = await call('scoped', route)
      assert.equal(status, allowed.includes(route) ? 200 : 403, route)
      assert.equal(headers.has('WWW-Authenticate'), status === 403)
    }
  })
}

test('every route wants a token, and every error is JSON that nobody stores', async () => {
  for (const token of [undefined, 'unknown']) {
    for (const route of routeNames) {
      const { status, headers, json } = await call(token, route)
      assert.equal(status, 401, route)
      assert.match(String(headers.get('WWW-Authenticate')), /^Bearer realm="devices"/)
      assert.equal(/error=/.test(String(headers.get('WWW-Authenticate'))), token !== undefined)
      assert.equal(headers.get('Cache-Control'), 'no-store')
      assert.equal(headers.get('Access-Control-Allow-Origin'), '*')
      assert.equal(typeof json, 'object')
    }
  }
})

test('Honeywell’s scheme and a content type on a GET are taken', async () => {
  const headers = { Authorization: 'bearertoken anna', 'Content-Type': 'application/json' }
  for (const [method, path] of [routes.list, routes.device, routes.systems])
    assert.equal((await api.ask(undefined, path, { method, headers })).status, 200, path)
})

test('a token in the URL is refused on every route', async () => {
  for (const [method, path] of Object.values(routes)) {
    const { status, text } = await api.ask(undefined, `${path}?access_token=anna`, { method })
    assert.equal(status, 400, path)
    assert.match(text, /URLs end up in logs/)
  }
})

test('a preflight needs no token and allows any origin, without credentials', async () => {
  for (const path of ['/v1/structures', '/v1/devices/hall', '/api/v1/systems', '/v1/nowhere']) {
    const { status, headers } = await api.ask(undefined, path, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.example',
        'Access-Control-Request-Method': 'PATCH',
        'Access-Control-Request-Headers': 'authorization,content-type',
      },
    })
    assert.equal(status, 204)
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*')
    const allowed = String(headers.get('Access-Control-Allow-Headers')).split(',')
    for (const name of [
      'Authorization',
      'Content-Type',
      'DPoP',
      'If-Match',
      'Idempotency-Key',
      'Last-Event-ID',
    ])
      assert.ok(allowed.includes(name), name)
    assert.equal(headers.get('Access-Control-Allow-Methods'), 'GET,HEAD,POST,PUT,PATCH,DELETE')
    assert.equal(headers.has('Access-Control-Allow-Credentials'), false)
  }
})

test('answers may be read by any origin', async () => {
  const { headers } = await api.ask('anna', '/v1/structures', { headers: { Origin: 'https://app.example' } })
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*')
  assert.match(String(headers.get('Access-Control-Expose-Headers')), /WWW-Authenticate/)
  assert.equal(headers.get('Cache-Control'), 'no-store')
})

test('HEAD answers as GET does, without a body', async () => {
  for (const [method, path] of [routes.list, routes.structure, routes.device, routes.systems]) {
    const head = await api.ask('anna', path, { method: 'HEAD' })
    const get = await api.ask('anna', path, { method })
    assert.deepEqual([head.status, head.text], [200, ''])
    assert.equal(head.headers.get('Content-Type'), get.headers.get('Content-Type'))
  }
  assert.equal((await api.ask(undefined, '/v1/structures', { method: 'HEAD' })).status, 401)
})

test('other methods are 405 with what is allowed, even without a token', async () => {
  const one = 'GET, HEAD, PATCH, OPTIONS'
  const allow = {
    '/v1/structures': 'GET, HEAD, OPTIONS',
    '/v1/structures/villa': one,
    '/v1/devices/hall': one,
  }
  for (const [path, methods] of Object.entries(allow)) {
    for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
      const { status, headers } = await api.ask(undefined, path, { method })
      assert.deepEqual([status, headers.get('Allow')], [405, methods], `${method} ${path}`)
    }
  }
})

const confusing = [
  '/v1/structures/',
  '/v1/structures/villa/',
  '/v1//structures',
  '/v1/structures//villa',
  '/v1/structures/%2e%2e',
  '/v1/structures/..%2fvilla',
  '/v1/structures/villa%2f..%2fcabin',
  '/v1/structures/villa%00',
  '/v1/structures/villa%20',
  '/v1/structures/%ff',
  '/v1/structures/%',
  '/v1/structures/villa;x=1',
  '/v1/structures/VILLA',
  `/v1/structures/${'v'.repeat(5000)}`,
  '/v1/structures/villa/devices/hall',
  '/v1/devices/',
  '/v1/devices/hall%2F..%2Fpump',
  "/v1/devices/'%20or%201=1",
  '/v1/devices/__proto__',
  '/v1',
  '/v1/nowhere',
  '/api/v1',
  '/api/v1/systems/',
]
test('an odd path is no path', async () => {
  for (const path of confusing) {
    const { status, headers } = await api.ask('anna', path)
    assert.equal(status, 404, path)
    assert.match(String(headers.get('Content-Type')), /json/)
  }
})

test('an encoded letter and a path that leads back name the same thing', async () => {
  for (const path of ['/v1/structures/vill%61', '/v1/x/../structures/villa', '/v1/./structures/villa'])
    assert.equal((await api.ask('anna', path)).status, 200, path)
})

test('a body must be JSON, and not long', async () => {
  const send = (type: string | undefined, body: string) =>
    api.ask('anna', '/v1/devices/hall', {
      method: 'PATCH',
      body: new TextEncoder().encode(body),
      headers: type === undefined ? {} : { 'Content-Type': type },
    })
  for (const type of [
    undefined,
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'x/json',
  ]) {
    const { status, headers, json } = await send(type, '{"name":"x"}')
    assert.deepEqual([status, headers.get('Accept-Patch')], [415, 'application/json'], String(type))
    assert.match(String(json.detail), /Content-Type: application\/json/)
  }
  const padded = (length: number) => `{"name":"Padded"${' '.repeat(length - 16)}`.replace(/ $/, '}')
  assert.equal((await send('application/json', padded(65_536))).status, 200)
  for (const length of [65_537, 1_000_000, 3_000_000])
    assert.equal((await send('application/json', padded(length))).status, 413, String(length))
})

test('bytes that are not UTF-8, and arrays without end, are 400', async () => {
  const bodies = [Uint8Array.of(0x22, 0xff, 0x22), new TextEncoder().encode('['.repeat(60_000))]
  for (const body of bodies) {
    const init = { method: 'PATCH', body, headers: { 'Content-Type': 'application/json' } }
    assert.equal((await api.ask('anna', '/v1/devices/hall', init)).status, 400)
  }
})

function failing(fault: unknown, logged: unknown[]) {
  const verify = async () => {
    throw fault
  }
  const log = { error: (fields: object) => logged.push(fields) }
  return createDeviceApi({
    origin: 'http://localhost',
    verify,
    store: api.store,
    now: () => 0,
    log,
  })
}

test('while the token or the database cannot be asked, the answer is 503 with Retry-After', async () => {
  for (const fault of [new VerificationUnavailable('lost'), new DatabaseUnavailable('lost')]) {
    for (const path of ['/v1/structures', '/api/v1/systems']) {
      const logged: unknown[] = []
      const response = await failing(fault, logged).request(path, {
        headers: { Authorization: 'Bearer anna' },
      })
      assert.deepEqual([response.status, response.headers.get('Retry-After')], [503, '1'])
      assert.equal(response.headers.has('WWW-Authenticate'), false)
      assert.match(String(response.headers.get('Content-Type')), /json/)
      assert.deepEqual(logged, [])
    }
  }
})

test('a fault is logged and says nothing', async () => {
  const logged: unknown[] = []
  const fault = new Error('the inner secret')
  const response = await failing(fault, logged).request('/v1/structures', {
    headers: { Authorization: 'Bearer anna' },
  })
  assert.equal(response.status, 500)
  assert.equal(/secret/.test(await response.text()), false)
  assert.deepEqual(logged, [{ err: fault, method: 'GET', route: '/v1/structures' }])
})

test('mounted in a server, it answers for its own paths only', async () => {
  const server = new Hono().route('/', api.app).get('/login', (c) => c.text('the page'))
  const page = await server.request('/login')
  assert.deepEqual([page.status, page.headers.has('Access-Control-Allow-Origin')], [200, false])
  assert.equal((await server.request('/v1/structures')).status, 401)
  assert.equal((await server.request('/v1/nowhere')).headers.get('Content-Type'), 'application/problem+json')
})
