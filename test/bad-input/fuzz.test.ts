import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { definition, redirectUri, secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const paths = [
  '/oauth2/token',
  '/oauth2/access_token',
  '/oauth2/accesstoken',
  '/oauth/token',
  '/oauth2/introspect',
  '/oauth2/revoke',
]

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'scope',
  'scopes',
  'resource',
  'token',
  'token_type_hint',
  'client_assertion',
  'client_assertion_type',
  '__proto__',
  'constructor',
  '',
]

const clientIds = definition.clients.map((client) => String(Object(client).clientId))
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

/** What is nearly right finds more than noise. */
const value = fc.oneof(
  anyText,
  fc.constantFrom(...clientIds, redirectUri),
  fc.constantFrom('authorization_code', 'client_credentials', 'refresh_token', 'toString', 'password'),
  fc.constantFrom('lk_at_1', 'lk_rt_1AAAA', 'lkrt2zz', 'lkat30', 'c.4', 'eyJhbGciOiJub25lIn0.e30.', 'ey..'),
  fc.base64String().map((text) => `lk_rt_1${text}`),
  fc.constantFrom(
    'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    'openid',
    'http://[',
    'http://x#',
  ),
)
const secret = fc.constantFrom(...clientIds.map(secretOf))
const pair = fc.oneof(
  fc.tuple(fc.oneof(fc.constantFrom(...names), anyText), value),
  fc.tuple(fc.constant('client_secret'), secret),
)
const pairs = fc.array(pair, { maxLength: 8 })

const body = fc.oneof(
  pairs.map((list) => ({
    type: 'application/x-www-form-urlencoded',
    text: String(new URLSearchParams(list)),
  })),
  pairs.map((list) => ({ type: 'application/json', text: JSON.stringify(Object.fromEntries(list)) })),
  fc.json().map((text) => ({ type: 'application/json', text })),
  fc
    .tuple(anyText, anyText)
    .map(([type, text]) => ({ type: type.replaceAll(/[^\x20-\x7e]/g, '') || 'x', text })),
)

const authorization = fc.oneof(
  fc.constant(undefined),
  fc
    .tuple(value, fc.oneof(value, secret))
    .map(([id, secret]) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`),
  fc.uint8Array().map((bytes) => `Basic ${Buffer.from(bytes).toString('base64')}`),
  anyText.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '')),
)

const search = fc.oneof(
  fc.constant(''),
  pairs.map((list) => `?${new URLSearchParams(list.map(([name, text]) => [name, text.slice(0, 200)]))}`),
)

const request = fc.record({ path: fc.constantFrom(...paths), body, authorization, search })

test('whatever a client sends, it is never a fault of ours, and a refusal is JSON with a sentence', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ path, body, authorization, search }) => {
      const headers = {
        'content-type': body.type,
        ...(authorization !== undefined && { authorization }),
      }
      const answer = await server.send(path + search, { method: 'POST', headers, body: body.text })
      assert.ok(answer.status < 500, answer.text)
      if (answer.status === 200) return
      assert.equal(typeof answer.json.error, 'string', answer.text)
      assert.match(String(answer.json.error_description), /\w \w/)
    }),
    { numRuns: 600 },
  )
})

test('whatever stands in an authorization request, it is a page or a redirect home', async () => {
  const request = fc.record({
    path: fc.constantFrom('/oauth2/authorize', '/login/oauth2', '/oauth/authorize'),
    known: fc.record({
      client_id: fc.constantFrom(...clientIds),
      redirect_uri: fc.constantFrom(redirectUri, 'http://127.0.0.1:8/callback'),
      response_type: fc.constantFrom('code', 'token', ''),
    }),
    more: fc.array(
      fc.tuple(
        fc.constantFrom('state', 'scope', 'prompt', 'max_age', 'nonce', 'login_hint', 'request', 'x'),
        value,
      ),
      {
        maxLength: 4,
      },
    ),
  })
  await fc.assert(
    fc.asyncProperty(request, async ({ path, known, more }) => {
      const query = new URLSearchParams([...Object.entries(known), ...more])
      const { status, headers } = await server.get(`${path}?${query}`, { accept: 'text/html' })
      assert.ok(status < 500, `${path}?${query}`)
      const location = headers.get('location')
      assert.ok(location === null || location.startsWith(`${known.redirect_uri}?`), location ?? '')
    }),
    { numRuns: 300 },
  )
})
