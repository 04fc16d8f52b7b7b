import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawAnswer, sendRaw } from '../recorded-replay.ts'
import type { RunningLatchkey } from '../start-latchkey.ts'
import { startVendorLatchkey } from './vendor-latchkey.ts'

let latchkey: RunningLatchkey
before(async () => {
  latchkey = await startVendorLatchkey()
})
after(() => latchkey.end())

const ask = (
  host: string,
  target: string,
  more: readonly string[] = [],
  method = 'GET',
): Promise<RawAnswer> =>
  sendRaw(
    latchkey.issuer,
    `${[`${method} ${target} HTTP/1.1`, `Host: ${host}`, ...more].join('\r\n')}\r\n\r\n`,
  )

/** What shows whose host this is: nobody's root is the console but the issuer's. */
async function rootOf(host: string, more: readonly string[] = [], target = '/'): Promise<string> {
  const { status, body } = await ask(host, target, more)
  if (status === 200 && body.includes('<html')) return 'issuer'
  if (status === 401 && body.includes('"unauthorized"')) return 'nest'
  if (body === '{"code":404,"message":"The device API has no such address."}') return 'honeywell'
  if (body.includes('"httpStatusCode":404')) return 'nibe'
  return body.includes('"error":"not_found"') ? 'gogox' : `${status} ${body.slice(0, 80)}`
}

describe('whose host it is', () => {
  const hosts: Readonly<Record<string, string>> = {
    'developer-api.nest.com': 'nest',
    'home.nest.com': 'nest',
    'api.honeywell.com': 'honeywell',
    'api.honeywellhome.com': 'honeywell',
    'api.nibeuplink.com': 'nibe',
    'stag-hk-api.gogox.com': 'gogox',
    'API.HoneywellHome.COM': 'honeywell',
    'api.honeywellhome.com.': 'honeywell',
    'api.honeywellhome.com:443': 'honeywell',
    'API.HONEYWELLHOME.COM.:9553': 'honeywell',
    '127.0.0.1': 'issuer',
    '[::1]': 'issuer',
    '[::1]:8080': 'issuer',
    'evil.example': 'issuer',
    'api.honeywellhome.com.evil.example': 'issuer',
    'evil-api.honeywellhome.com': 'issuer',
    'x.api.honeywellhome.com': 'issuer',
    __proto__: 'issuer',
    constructor: 'issuer',
  }
  for (const [host, owner] of Object.entries(hosts))
    test(`${host} is ${owner}'s`, async () => assert.equal(await rootOf(host), owner))

  test('hosts that are none are refused, or the issuer’s', async () => {
    for (const host of [
      'api.honeywellhome.com..',
      'api.honeywellhome.com:x',
      'a@api.honeywellhome.com',
      'api.honeywellhome.com/x',
      '',
    ])
      assert.ok(['issuer', '400 '].includes(await rootOf(host)), host)
  })

  test('of two Host headers the first counts, as it does for everything else', async () => {
    const owners = [
      await rootOf('evil.example', ['Host: api.honeywellhome.com']),
      await rootOf('api.honeywellhome.com', ['Host: evil.example']),
    ]
    assert.deepEqual(owners, ['issuer', 'honeywell'])
  })

  test('an absolute request target says it, whatever Host does (RFC 9112 §3.2.2)', async () => {
    const issuerHost = new URL(latchkey.issuer).host
    assert.equal(await rootOf(issuerHost, [], 'http://api.honeywellhome.com/'), 'honeywell')
    assert.equal(await rootOf('api.honeywellhome.com', [], `http://${issuerHost}/`), 'issuer')
    assert.equal(await rootOf('evil.example', [], 'http://x@api.honeywellhome.com/'), 'issuer')
  })

  test('forwarded hosts count for nothing from whom nobody trusts', async () => {
    const lies = [
      'X-Forwarded-Host: api.honeywellhome.com',
      'X-Forwarded-Proto: https',
      'Forwarded: host=api.honeywellhome.com',
    ]
    assert.equal(await rootOf(new URL(latchkey.issuer).host, lies), 'issuer')
    assert.equal(await rootOf('api.nibeuplink.com', lies), 'nibe')
  })
})

describe('what is there', () => {
  const others = [
    '/login',
    '/console',
    '/home',
    '/oauth2/authorize-',
    '/healthz',
    '/readyz',
    '/.well-known/openid-configuration',
    '/oauth2/jwks',
    '/oauth2/introspect',
    '/oauth2/register',
    '/v1/structures',
    '/mcp',
    '/assets/site.css',
    '/sign-up',
  ]
  for (const target of others)
    test(`${target} is at the issuer, and at no vendor`, async () => {
      for (const host of [
        'api.honeywellhome.com',
        'developer-api.nest.com',
        'api.nibeuplink.com',
        'tw-api.gogox.com',
      ]) {
        const { status, headers, body } = await ask(host, target)
        assert.equal(status, 404, host)
        assert.match(String(headers.get('content-type')), /^application\/json/)
        assert.ok(!body.includes('<'), body)
      }
    })

  const apis: Readonly<Record<string, readonly string[]>> = {
    'developer-api.nest.com': ['/', '/.json', '/devices', '/devices/thermostats/x', '/structures.json'],
    'api.honeywellhome.com': ['/v2/locations', '/v2/devices?locationId=1'],
    'api.nibeuplink.com': ['/api/v1/systems'],
  }
  for (const [host, targets] of Object.entries(apis))
    for (const target of targets)
      test(`${host}${target} asks for a token`, async () =>
        assert.equal((await ask(host, target)).status, 401))

  test('one vendor’s API is not on another’s host', async () => {
    assert.equal((await ask('api.honeywellhome.com', '/api/v1/systems')).status, 404)
    assert.equal((await ask('api.honeywellhome.com', '/devices')).status, 404)
    assert.equal((await ask('developer-api.nest.com', '/v2/locations')).status, 404)
    assert.equal((await ask('api.nibeuplink.com', '/oauth2/token', [], 'POST')).status, 404)
  })

  test('every view is at the issuer as ever, and / is the console', async () => {
    const { host } = new URL(latchkey.issuer)
    for (const target of ['/v2/locations', '/devices', '/api/v1/systems'])
      assert.equal((await ask(host, target)).status, 401, target)
    assert.equal(await rootOf(host), 'issuer')
  })
})

describe('the authorize URL leads to the issuer', () => {
  const urls: Readonly<Record<string, string>> = {
    'home.nest.com': '/login/oauth2?client_id=a%20b&state=STATE',
    'api.honeywell.com':
      '/oauth2/authorize?response_type=code&client_id=x&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb%3Fa%3Db&state=%2B%2f+',
    'api.nibeuplink.com':
      '/oauth/authorize?scope=READSYSTEM+WRITESYSTEM&redirect_uri=https://app.example.com/callback',
  }
  for (const [host, target] of Object.entries(urls))
    test(host, async () => {
      for (const [method, status] of [
        ['GET', 302],
        ['HEAD', 302],
        ['POST', 307],
      ] as const) {
        const { status: answered, headers } = await ask(
          host,
          target,
          method === 'POST' ? ['Content-Length: 0'] : [],
          method,
        )
        assert.deepEqual([answered, headers.get('location')], [status, latchkey.issuer + target])
        assert.equal(headers.get('set-cookie'), undefined)
      }
    })
})

describe('errors of the token service are in the vendor’s words while the client is unknown', () => {
  const post = async (host: string, target: string) => {
    const form = ['Content-Type: application/x-www-form-urlencoded', 'Content-Length: 21']
    const { body } = await sendRaw(
      latchkey.issuer,
      `POST ${target} HTTP/1.1\r\nHost: ${host}\r\n${form.join('\r\n')}\r\n\r\nclient_id=nobody&x=yz`,
    )
    return JSON.parse(body) as Record<string, unknown>
  }
  test('Honeywell’s /oauth2/token', async () => {
    assert.deepEqual(Object.keys(await post('api.honeywell.com', '/oauth2/token')), [
      'error',
      'error_description',
      'ErrorCode',
      'Error',
    ])
    assert.deepEqual(Object.keys(await post('localhost', '/oauth2/token')), ['error', 'error_description'])
  })
  test('GOGOX’s /oauth/token with a form, which elsewhere is NIBE’s', async () => {
    const here = await post('tw-api.gogox.com', '/oauth/token')
    assert.match(
      String(here.error_description),
      /^Client authentication failed due to unknown client, no client/,
    )
    assert.notDeepEqual(await post('api.nibeuplink.com', '/oauth/token'), here)
  })
})
