import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Hono } from 'hono'
import { exportJWK, generateKeyPair } from 'jose'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import {
  issuer,
  openTestServer,
  type TestServer,
} from '../../apps/auth-server/src/open-test-server.testing.ts'
import { sampleClient } from '../../apps/auth-server/src/store/contract/samples.testing.ts'
import { redirectUri } from '../definition.ts'
import { assertionType } from '../oidc/dpop.ts'
import { runs } from './runs.ts'

// Every route of the server, taken from its own table, with whatever a stranger may send: it never is a fault of ours.

let opened: TestServer | undefined
let app: Hono
before(async () => {
  opened = await openTestServer()
  app = createAuthServer(opened.server)
  const { publicKey } = await generateKeyPair('ES256')
  const keys = {
    jwks: { keys: [await exportJWK(publicKey)] },
    requestUris: ['https://app.example.com/request'],
  }
  const ways = { grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'] } as const
  const more = {
    dialect: 'standard',
    policy: 'openid',
    redirectUris: [redirectUri],
    ...keys,
    ...ways,
  } as const
  await opened.server.store.saveClient(sampleClient({ clientId: 'known', scopes: ['openid'], ...more }))
})
after(() => opened?.close())

const base64url = (value: string) => Buffer.from(value).toString('base64url')
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

/** What is nearly right finds more than noise. */
const value = fc.oneof(
  text,
  fc.json(),
  fc.base64String().map((letters) => `lk_rt_1${letters}`),
  fc.base64String().map((letters) => `1${letters}`),
  fc
    .tuple(
      fc.oneof(fc.json(), fc.constantFrom('{"alg":"none"}', '{"typ":"dpop+jwt","alg":"ES256","jwk":{}}')),
      fc.json(),
    )
    .map(([header, claims]) => `${base64url(header)}.${base64url(claims)}.`),
  fc.constantFrom(
    ...['code', 'form_post', 'none', 'login', 'openid', '-1', '9e99', 'client_credentials', 'query.jwt'],
    ...['https://[', 'http://127.0.0.1:1/', 'urn:ietf:params:oauth:request_uri:x', '{"userinfo":{"a":[]}}'],
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  ),
)

const names = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'prompt', 'max_age'],
  ...['claims', 'acr_values', 'login_hint', 'id_token_hint', 'ui_locales', 'response_mode', 'display'],
  ...['request', 'request_uri', 'code_challenge', 'code_challenge_method', 'dpop_jkt', 'resource'],
  ...['grant_type', 'code', 'code_verifier', 'refresh_token', 'client_secret', 'client_assertion'],
  ...[
    'client_assertion_type',
    'token',
    'token_type_hint',
    'in_progress',
    'form_token',
    'next',
    'access_token',
  ],
  ...['post_logout_redirect_uri', 'logout_hint', 'email', 'password', 'decision', '__proto__', 'constructor'],
]
const pairs = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), text), value), { maxLength: 8 })

const registration = fc.dictionary(
  fc.oneof(
    fc.constantFrom('redirect_uris', 'jwks', 'jwks_uri', 'scope', 'token_endpoint_auth_method', 'contacts'),
    fc.constantFrom('grant_types', 'response_types', 'sector_identifier_uri', 'request_uris', 'client_name'),
    text,
  ),
  fc.oneof(fc.jsonValue(), value, fc.constant({ keys: [{ kty: 'EC', crv: 'P-256' }] })),
)

const body = fc.oneof(
  pairs.map((list) => ({
    type: 'application/x-www-form-urlencoded',
    text: String(new URLSearchParams(list)),
  })),
  registration.map((members) => ({ type: 'application/json', text: JSON.stringify(members) })),
  fc.json().map((json) => ({ type: 'application/json', text: json })),
  fc.tuple(text, text).map(([type, words]) => ({ type: printable(type) || 'x', text: words })),
)

const header = fc.oneof(fc.constant(''), value.map(printable))
const headers = fc.record({
  authorization: fc.oneof(
    header,
    value.map((words) => `Basic ${Buffer.from(words).toString('base64')}`),
    value.map((words) => printable(`Bearer ${words}`)),
    value.map((words) => printable(`DPoP ${words}`)),
  ),
  dpop: header,
  cookie: fc
    .array(fc.tuple(fc.constantFrom('__Host-latchkey_session', '__Host-latchkey_browser', 'x'), header))
    .map((list) => list.map((pair) => pair.join('=')).join('; ')),
  accept: header,
  'accept-language': header,
})

function printable(words: string): string {
  return words.replaceAll(/[^\x20-\x7e]/g, '').trim()
}

/** What the server of Node says of the socket. */
const fromLoopback = {
  incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } },
}

type Sent = { readonly type: string; readonly text: string }

function initOf(method: string, sent: Sent, given: Readonly<Record<string, string>>): RequestInit {
  const kept = Object.fromEntries(Object.entries(given).filter(([, words]) => words !== ''))
  if (method === 'GET') return { method, headers: kept }
  return { method, headers: { ...kept, 'content-type': sent.type }, body: sent.text }
}

function pathOf(route: string, words: string): string {
  return route.replaceAll(/:\w+(?:\{[^}]*\})?|\*/g, encodeURIComponent(words) || 'x')
}

test('CVE-2026-9800: whatever is sent to any route, the answer is no fault of ours', async () => {
  const methods = ['GET', 'POST', 'PUT', 'DELETE']
  const routes = app.routes.filter(({ method }) => methods.includes(method))
  assert.ok(routes.length > 60)
  for (const { method, path } of routes) {
    const asked = fc.record({ sent: body, given: headers, list: pairs, words: text })
    await fc.assert(
      fc.asyncProperty(asked, async ({ sent, given, list, words }) => {
        const url = `${issuer}${pathOf(path, words.slice(0, 50))}?${new URLSearchParams(list)}`
        const response = await app.request(url, initOf(method, sent, given), fromLoopback)
        assert.ok(response.status < 500, `${method} ${path}: ${response.status}`)
      }),
      runs(12),
    )
  }
})

const good = {
  ...{ client_id: 'known', response_type: 'code', redirect_uri: redirectUri, scope: 'openid', state: 'x' },
  ...{ grant_type: 'client_credentials', client_assertion_type: assertionType, in_progress: '' },
}

/** A text that this server sealed, with whatever in it: an earlier version may have sealed it. */
const sealedText = fc.tuple(fc.constantFrom('authorization request', 'password reset'), fc.json())

test('a good request with one or two parameters of any kind put into it is answered, and no fault of ours', async () => {
  const server = opened?.server ?? assert.fail()
  const asked = fc.record({
    path: fc.constantFrom('/oauth2/authorize', '/oauth2/par', '/oauth2/token', '/oauth2/logout', '/reset'),
    method: fc.constantFrom('GET', 'POST'),
    list: fc.array(fc.tuple(fc.constantFrom(...names), value), { minLength: 1, maxLength: 2 }),
    sealed: sealedText,
    isSealed: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(asked, async ({ path, method, list, sealed: [kind, json], isSealed }) => {
      const text = server.sealer.seal({ kind: kindOf(kind), prefix: '', version: '1' }, Buffer.from(json))
      const carried = isSealed ? { in_progress: text, token: text } : {}
      const parameters = new URLSearchParams({ ...good, ...Object.fromEntries(list), ...carried })
      const url = method === 'GET' ? `${issuer}${path}?${parameters}` : issuer + path
      const init = method === 'GET' ? {} : { method, body: parameters }
      const response = await app.request(url, init, fromLoopback)
      assert.ok(response.status < 500, `${method} ${path} ${parameters}: ${response.status}`)
    }),
    runs(600),
  )
})

function kindOf(name: string): 'authorization request' | 'password reset' {
  return name === 'password reset' ? name : 'authorization request'
}
