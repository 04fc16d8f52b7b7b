import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawAnswer, sendRaw } from '../recorded-replay.ts'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { nestDevices, startVendorLatchkey } from './vendor-latchkey.ts'

const target = `https://${nestDevices}:9553`

let latchkey: RunningLatchkey
/** The same behind a front that is trusted. */
let behind: RunningLatchkey
before(async () => {
  const env = { LATCHKEY_NEST_REDIRECT: target }
  latchkey = await startVendorLatchkey({ env })
  behind = await startVendorLatchkey({ env: { ...env, LATCHKEY_TRUSTED_PROXIES: '127.0.0.0/8,::1' } })
})
after(async () => {
  await latchkey.end()
  await behind.end()
})

const send = (issuer: string, line: string, host: string, more: readonly string[] = []): Promise<RawAnswer> =>
  sendRaw(issuer, `${[`${line} HTTP/1.1`, `Host: ${host}`, ...more].join('\r\n')}\r\n\r\n`)

const entry = (line: string, more: readonly string[] = []) =>
  send(latchkey.issuer, line, 'developer-api.nest.com', more)

describe('the entry host sends every call on, with path and query', () => {
  const calls: Readonly<Record<string, string>> = {
    'GET /': '/',
    'GET /?auth=c.abc': '/?auth=c.abc',
    'GET /devices/thermostats/peyiJNo0IldT2YlIVtYaGQ/': '/devices/thermostats/peyiJNo0IldT2YlIVtYaGQ/',
    'PUT /structures/a/away': '/structures/a/away',
    'GET /structures/a%2Fb.json?print=pretty&x=%20+': '/structures/a%2Fb.json?print=pretty&x=%20+',
    'PATCH /devices': '/devices',
    'DELETE /devices': '/devices',
    'POST /nowhere': '/nowhere',
    'HEAD /devices': '/devices',
    'OPTIONS /devices': '/devices',
  }
  for (const [line, path] of Object.entries(calls))
    test(line, async () => {
      const { status, headers, body } = await entry(
        line,
        /^(PUT|PATCH|POST)/.test(line) ? ['Content-Length: 0'] : [],
      )
      assert.deepEqual([status, headers.get('location'), body], [307, target + path, ''])
    })

  test('to nowhere else, whatever the path says', async () => {
    const paths = [
      '//evil.example',
      '//evil.example/%2e%2e',
      '/\\evil.example',
      '/%5Cevil.example',
      '/@evil.example',
      '@evil.example',
      '.evil.example/',
      ':80@evil.example/',
      '///evil.example',
      '/..//evil.example',
      '/%0d%0aLocation:%20https://evil.example',
      '/?//evil.example',
      '/#@evil.example',
      'https://evil.example/',
      'http://developer-api.nest.com@evil.example/',
      'http://developer-api.nest.com//evil.example',
      'http:developer-api.nest.com/',
    ]
    for (const path of paths) {
      const { status, headers } = await entry(`GET ${path}`)
      const location = headers.get('location')
      if (status === 307) assert.equal(new URL(location ?? '').origin, target, path)
      else assert.equal(location, undefined, `${path}: ${status}`)
    }
  })

  test('tokens are asked for and ended right there, and homeowners are led to the issuer', async () => {
    const body = 'grant_type=authorization_code'
    const post = await sendRaw(
      latchkey.issuer,
      `POST /oauth2/access_token HTTP/1.1\r\nHost: api.home.nest.com\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    assert.deepEqual([post.status, JSON.parse(post.body).error], [400, 'oauth2_error'])
    const ended = await send(latchkey.issuer, 'DELETE /oauth2/access_tokens/c.unknown', 'api.home.nest.com')
    assert.notEqual(ended.status, 307)
    const led = await send(latchkey.issuer, 'GET /login/oauth2?client_id=x&state=y', 'home.nest.com')
    assert.deepEqual(
      [led.status, led.headers.get('location')],
      [302, `${latchkey.issuer}/login/oauth2?client_id=x&state=y`],
    )
  })
})

describe('where it sends them, the tree is', () => {
  const treeAt = async (issuer: string, host: string, more: readonly string[] = []) => {
    const { status } = await send(issuer, 'GET /', host, more)
    return { 401: 'tree', 307: 'sent on', 200: 'console' }[status] ?? String(status)
  }

  test('at its name and port, in any letters', async () => {
    assert.equal(await treeAt(latchkey.issuer, `${nestDevices}:9553`), 'tree')
    assert.equal(await treeAt(latchkey.issuer, `${nestDevices.toUpperCase()}.:9553`), 'tree')
  })

  test('another port of that name is the issuer’s own', async () => {
    assert.equal(await treeAt(latchkey.issuer, nestDevices), 'console')
    assert.equal(await treeAt(latchkey.issuer, `${nestDevices}:9554`), 'console')
  })

  test('a front that we trust forwards the host, and what stands last counts', async () => {
    const own = new URL(behind.issuer).host
    const forwarded: Readonly<Record<string, string>> = {
      [`${nestDevices}:9553`]: 'tree',
      'developer-api.nest.com': 'sent on',
      [`evil.example, ${nestDevices}:9553`]: 'tree',
      [`${nestDevices}:9553, developer-api.nest.com`]: 'sent on',
      'developer-api.nest.com, id.example.com': 'console',
      'developer-api.nest.com,': 'console',
      '': 'console',
      'a b': 'console',
    }
    for (const [value, expected] of Object.entries(forwarded)) {
      assert.equal(await treeAt(behind.issuer, own, [`X-Forwarded-Host: ${value}`]), expected, value)
      assert.equal(
        await treeAt(latchkey.issuer, new URL(latchkey.issuer).host, [`X-Forwarded-Host: ${value}`]),
        'console',
      )
    }
    const two = ['X-Forwarded-Host: developer-api.nest.com', `X-Forwarded-Host: ${nestDevices}:9553`]
    assert.equal(await treeAt(behind.issuer, own, two), 'tree')
  })
})

test('a redirect to the usual port: what the front was asked by says which that is', async (t) => {
  const env = {
    LATCHKEY_NEST_REDIRECT: 'https://devices.example.com',
    LATCHKEY_HOSTS_NEST: 'devices.example.com:80',
  }
  const server = await startVendorLatchkey({ env: { ...env, LATCHKEY_TRUSTED_PROXIES: '127.0.0.0/8,::1' } })
  t.after(() => server.end())
  const statusBy = async (...more: readonly string[]) =>
    (await send(server.issuer, 'GET /', 'devices.example.com', more)).status
  assert.equal(await statusBy('X-Forwarded-Proto: https'), 401)
  assert.equal(await statusBy('X-Forwarded-Proto: HTTP'), 307)
  assert.equal(await statusBy(), 401)
  assert.equal(await statusBy('X-Forwarded-Proto: constructor'), 401)
})

test('a target that is bound among the hosts, too: the tree, and no way round for ever', async (t) => {
  const hosts = 'developer-api.nest.com,devices.example.com:9553'
  const env = { LATCHKEY_NEST_REDIRECT: 'https://devices.example.com:9553', LATCHKEY_HOSTS_NEST: hosts }
  const server = await startVendorLatchkey({ env })
  t.after(() => server.end())
  const statusAt = async (host: string) => (await send(server.issuer, 'GET /', host)).status
  assert.deepEqual(
    [await statusAt('developer-api.nest.com'), await statusAt('devices.example.com:9553')],
    [307, 401],
  )
})
