import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { accessOf, homeAccess, openTestApi, type TestApi } from './test-homes.testing.ts'

const wellKnown = '/.well-known/oauth-protected-resource'
let api: TestApi
before(async () => {
  api = await openTestApi()
  api.tokens.reader = accessOf('anna', [homeAccess('villa', { actions: ['read'] })])
  api.tokens.narrow = accessOf('anna', [homeAccess('villa')], ['structures:read'])
})
after(() => api.close())

async function documentAt(path: string) {
  const response = await api.app.request(`http://localhost${path}`)
  assert.equal(response.status, 200, path)
  return { response, document: (await response.json()) as Record<string, unknown> }
}

test('each document names the identifier that its address was made from (RFC 9728 §3.3)', async () => {
  for (const path of ['', '/v1', '/mcp']) {
    const { response, document } = await documentAt(wellKnown + path)
    assert.equal(document.resource, `http://localhost${path}`)
    assert.deepEqual(document.authorization_servers, ['http://localhost'])
    assert.deepEqual(document.bearer_methods_supported, ['header'])
    assert.deepEqual(document.authorization_details_types_supported, ['home_access'])
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), '*')
    assert.equal(response.headers.get('Cache-Control'), 'public, max-age=3600')
  }
})

test('a view of an older API has no document, and nobody may write one', async () => {
  for (const path of ['/v2', '/api', '/v1/devices', '/__proto__'])
    assert.equal((await api.app.request(`http://localhost${wellKnown}${path}`)).status, 404, path)
  const written = await api.app.request(`http://localhost${wellKnown}/v1`, { method: 'POST' })
  assert.deepEqual([written.status, written.headers.get('Allow')], [405, 'GET, HEAD, OPTIONS'])
  const asked = await api.app.request(`http://localhost${wellKnown}/v1`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://app.example', 'Access-Control-Request-Method': 'GET' },
  })
  assert.equal(asked.headers.get('Access-Control-Allow-Origin'), '*')
})

test('every challenge leads there, on 401 and 403, of the scope and of the home', async () => {
  const metadata = `resource_metadata="http://localhost${wellKnown}/v1"`
  const ask = (token: string | undefined, method = 'GET') =>
    api.app.request('http://localhost/v1/devices/hall', {
      method,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        'Content-Type': 'application/json',
      },
      ...(method === 'PATCH' && { body: '{"target_temperature_c":21}' }),
    })
  for (const [response, status, scope] of [
    [await ask(undefined), 401, 'devices:read'],
    [await ask('unknown'), 401, 'devices:read'],
    [await ask('narrow'), 403, 'devices:read'],
    [await ask('reader', 'PATCH'), 403, 'devices:write'],
  ] as const) {
    const challenge = response.headers.get('WWW-Authenticate') ?? ''
    assert.equal(response.status, status)
    assert.ok(challenge.endsWith(`scope="${scope}", ${metadata}`), challenge)
  }
})
