import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Hono } from 'hono'
import { createDeviceApi } from '../device-api.ts'
import { begin } from '../test-homes.testing.ts'
import { type NestTestApi, openNestApi } from './nest-homes.testing.ts'

let api: NestTestApi
let both: Hono
before(async () => {
  api = await openNestApi()
  const deviceApi = createDeviceApi({
    origin: 'http://localhost',
    verify: async (token) => api.tokens[token],
    store: api.store,
    now: () => begin,
    rates: {
      v1: undefined,
      nest: undefined,
      honeywell: undefined,
      nibe: undefined,
      gogox: undefined,
      mcp: undefined,
    },
    isNestHost: (c) => new URL(c.req.url).hostname === 'nest.example',
  })
  both = new Hono().route('/', deviceApi).all('*', (c) => c.text(`somebody else at ${c.req.path}`))
})
after(() => api.close())

const nest = 'http://nest.example'

function ask(url: string, init: RequestInit = {}, token = 'anna') {
  return both.request(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } })
}

test('on Nest’s hosts the root is the whole tree', async () => {
  const answer = await ask(`${nest}/`)
  assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*')
  const tree = (await answer.json()) as Record<string, object>
  assert.deepEqual(Object.keys(tree), ['devices', 'structures', 'metadata'])
  for (const [name, node] of Object.entries(tree)) assert.deepEqual((await api.get(`/${name}`)).json, node)
  assert.deepEqual(await (await ask(`${nest}/.json`)).json(), tree)
  assert.deepEqual(await (await ask(nest)).json(), tree)
})

test('elsewhere the root is somebody else’s, and the branches answer all the same', async () => {
  for (const path of ['/', '/.json'])
    for (const method of ['GET', 'PUT', 'POST', 'OPTIONS', 'DELETE']) {
      const answer = await ask(`http://other.example${path}`, { method })
      assert.equal(await answer.text(), `somebody else at ${path}`)
      assert.equal(answer.headers.get('Access-Control-Allow-Origin'), null)
    }
  assert.equal(await (await ask('http://other.example/structures/villa/away')).text(), '"home"')
})

test('the root is not written, and known by its methods; its errors are Nest’s and open to browsers', async () => {
  const asked: readonly [string, RequestInit, number, string][] = [
    ['anna', { method: 'PUT', body: '{"structures":{}}' }, 400, 'no-write-permission'],
    ['anna', { method: 'PUT', body: '"x"' }, 400, 'no-write-permission'],
    ['anna', { method: 'DELETE' }, 405, 'method-not-allowed'],
    ['nobody', {}, 401, 'auth-error'],
  ]
  for (const [token, init, status, fragment] of asked) {
    const answer = await ask(`${nest}/`, init, token)
    const { type } = (await answer.json()) as { type: string }
    assert.deepEqual([answer.status, type.split('#')[1]], [status, fragment])
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*')
  }
  const preflight = await both.request(`${nest}/`, { method: 'OPTIONS' })
  assert.equal(preflight.status, 204)
})

test('a stream of the root tells the whole tree', async () => {
  const answer = await ask(`${nest}/`, { headers: { Accept: 'text/event-stream' } })
  assert.ok(answer.body)
  const reader = answer.body.getReader()
  const { value } = await reader.read()
  const [, data = ''] = /^event: put\ndata: (.*)\n\n$/.exec(new TextDecoder().decode(value)) ?? []
  const { path, data: tree } = JSON.parse(data)
  assert.deepEqual([path, Object.keys(tree)], ['/', ['devices', 'structures', 'metadata']])
  await reader.cancel()
})
