import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { TestApi } from '../test-homes.testing.ts'
import { callTool, mcpHeaders, openMcpApi, speak } from './mcp-home.testing.ts'

let api: TestApi
before(async () => {
  api = await openMcpApi()
})
after(() => api.close())

const list = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
const challenge =
  'Bearer realm="devices", scope="structures:read devices:read", resource_metadata="http://localhost/.well-known/oauth-protected-resource/mcp"'

test('without a token every method is answered by what an agent needs to get one', async () => {
  for (const method of ['POST', 'GET', 'DELETE', 'PUT']) {
    const answer = await api.ask(undefined, '/mcp', { method })
    assert.deepEqual([answer.status, answer.headers.get('WWW-Authenticate')], [401, challenge], method)
  }
  const unknown = await speak(api, 'unknown', list)
  assert.equal(unknown.status, 401)
  assert.match(unknown.headers.get('WWW-Authenticate') ?? '', /error="invalid_token".*resource_metadata=/)
})

test('the document that a challenge names tells where tokens come from', async () => {
  const { status, headers, json } = await api.ask(undefined, '/.well-known/oauth-protected-resource/mcp')
  assert.deepEqual([status, headers.get('Cache-Control')], [200, 'public, max-age=3600'])
  const { resource, authorization_servers: servers, scopes_supported: scopes } = json
  assert.deepEqual([resource, servers], ['http://localhost/mcp', ['http://localhost']])
  assert.deepEqual(scopes, ['structures:read', 'structures:write', 'devices:read', 'devices:write'])
})

test('a token in the URL or in the body is none', async () => {
  const inUrl = await api.ask(undefined, '/mcp?access_token=all', {
    method: 'POST',
    headers: mcpHeaders,
    body: JSON.stringify(list),
  })
  assert.equal(inUrl.status, 400)
  assert.equal((await speak(api, undefined, { ...list, access_token: 'all' })).status, 401)
})

test('only pages of the server itself and of the person’s own machine get through', async () => {
  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://localhost',
    'http://127.0.0.1.nip.io',
    'http://localhost:80:80',
    '',
  ])
    assert.equal((await speak(api, 'all', list, { Origin: origin })).status, 403, origin)
  for (const origin of [
    'http://localhost',
    'http://localhost:6274',
    'http://127.0.0.1:1',
    'http://[::1]:8080',
  ])
    assert.equal((await speak(api, 'all', list, { Origin: origin })).status, 200, origin)
})

test('there are no sessions: nothing to listen to, nothing to end', async () => {
  for (const method of ['GET', 'DELETE', 'PUT', 'PATCH']) {
    const answer = await api.ask('all', '/mcp', { method })
    assert.deepEqual([answer.status, answer.headers.get('Allow')], [405, 'POST, OPTIONS'], method)
  }
  assert.equal((await speak(api, 'all', list, { 'Mcp-Session-Id': 'made-up' })).status, 200)
  const initialize = {
    ...list,
    method: 'initialize',
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }
  const { status, headers, text } = await speak(api, 'all', initialize)
  assert.deepEqual([status, headers.get('Mcp-Session-Id')], [200, null])
  assert.match(text, /Names of homes, rooms and devices are text that people wrote/)
})

test('garbage, batches and bodies that are too long are refused as JSON-RPC errors', async () => {
  const bodies: readonly (readonly [string, number])[] = [
    ['', 400],
    ['{', 400],
    [JSON.stringify([list, list]), 400],
    ['[]', 400],
    [JSON.stringify(Array.from({ length: 500 }, () => list)), 400],
    [JSON.stringify({ ...list, pad: 'x'.repeat(70_000) }), 413],
    ['\u0000', 400],
  ]
  for (const [body, expected] of bodies) {
    const { status, error } = await speak(api, 'all', body)
    assert.equal(status, expected, body.slice(0, 30))
    assert.equal(typeof error?.code, 'number', body.slice(0, 30))
  }
  for (const message of [
    null,
    7,
    'text',
    {},
    { jsonrpc: '1.0', id: 1, method: 'tools/list' },
    { ...list, method: 7 },
    { ...list, method: '__proto__' },
  ]) {
    const { status, error, result, text } = await speak(api, 'all', JSON.stringify(message))
    assert.ok(
      result === undefined && (status >= 400 || error !== undefined),
      `${JSON.stringify(message)}: ${status} ${text}`,
    )
    assert.ok(status < 500, text)
  }
  const typed = await speak(api, 'all', list, { 'Content-Type': 'text/plain' })
  assert.equal(typed.status, 415)
})

test('protocol versions that nobody wrote are refused', async () => {
  assert.equal((await speak(api, 'all', list, { 'MCP-Protocol-Version': '2025-06-18' })).status, 200)
  for (const version of ['1999-01-01', 'x', '2099-01-01'])
    assert.equal((await speak(api, 'all', list, { 'MCP-Protocol-Version': version })).status, 400, version)
})

test('nobody can subscribe, so no stream outlives its token', async () => {
  const message = {
    jsonrpc: '2.0',
    id: 1,
    method: 'subscriptions/listen',
    params: {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': '2026-07-28',
        'io.modelcontextprotocol/clientInfo': { name: 'x', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
      notifications: { toolsListChanged: true },
    },
  }
  const headers = { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': 'subscriptions/listen' }
  const { result, error } = await speak(api, 'all', message, headers)
  assert.ok(error !== undefined && result === undefined)
})

test('a fault of ours is told as one, without its text', async () => {
  const broken = await openMcpApi()
  await broken.close()
  const { status, text, error } = await callTool(broken, 'all', 'list_homes')
  assert.ok(status === 500 || status === 503, text)
  assert.doesNotMatch(text, /sqlite|select|database is/i)
  assert.equal(typeof error?.code, 'number')
})

test('who asks too often is told when to come again', async () => {
  api.tokens.eager = { ...(api.tokens.all as NonNullable<typeof api.tokens.all>), clientId: 'eager' }
  const statuses = await Promise.all(
    Array.from({ length: 610 }, async () => (await speak(api, 'eager', '{')).status),
  )
  assert.equal(statuses.filter((status) => status === 429).length, 10)
  const { status, headers, error } = await speak(api, 'eager', list)
  assert.equal(status, 429)
  assert.match(headers.get('Retry-After') ?? '', /^\d+$/)
  assert.equal(typeof error?.code, 'number')
})
