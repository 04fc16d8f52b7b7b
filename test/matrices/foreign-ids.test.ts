import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeChallengeOf } from '@latchkey/protocol'
import { createAuthServer } from '../../apps/auth-server/src/app.ts'
import { openTestServer } from '../../apps/auth-server/src/open-test-server.testing.ts'
import { siteRoutesOver } from '../../apps/auth-server/src/site-routes.ts'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, ben, redirectUri, secretOf } from '../definition.ts'
import { registered, webApp } from '../oidc/registering.ts'
import { type Form, type SeededLatchkey, startSeeded, tokensOf, verifier } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor } from '../sign-in.ts'

// Everybody who can ask × everything of somebody else's that a route of the server takes. The routes come from the server's
// own table: one that is added fails here until somebody has said what of another's it takes. The pages with an id in their
// path are in ../owner-checks.test.ts.

/** How each of them says who it is, in a form. */
const principals: Readonly<Record<string, Form>> = {
  nobody: {},
  'somebody with a made-up name': { client_id: 'made-up', client_secret: 'a-made-up-secret-of-nobody' },
  'another client': { client_id: 'other', client_secret: secretOf('other') },
  'a client of another dialect': { client_id: 'nibe', client_secret: secretOf('nibe') },
  'a public client': { client_id: 'public' },
  'an API': { client_id: 'meter-api', client_secret: secretOf('meter-api') },
  'the owner’s name without its secret': { client_id: 'standard' },
}

interface Attempt {
  readonly path: string
  /** What the principal of these credentials tries; it must get nothing. */
  readonly tries: (credentials: Form) => Promise<void>
}

let server: SeededLatchkey
let routes: readonly string[]

before(async () => {
  const opened = await openTestServer()
  const pages = new Set(siteRoutesOver(() => new Response()).map(({ method, path }) => `${method} ${path}`))
  routes = createAuthServer(opened.server)
    .routes.map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !pages.has(route) && !/^(?:OPTIONS|ALL) |^GET \/(?:docs|assets)/.test(route))
  await opened.close()
  server = await startSeeded()
})
after(() => server.end())

/** Routes that take nothing of anybody else's, with the reason. */
const takeNothing: Readonly<Record<string, string>> = {
  'GET /oauth2/token': 'a GET reads no code and no token',
  'GET /oauth2/access_token': 'a GET reads no code and no token',
  'GET /oauth2/accesstoken': 'a GET reads no code and no token',
  'GET /oauth/token': 'a GET reads no code and no token',
  'DELETE /oauth2/access_tokens/:token': 'whoever has the token may give it back',
  'GET /oauth2/userinfo': 'whoever has the token is answered',
  'POST /oauth2/userinfo': 'whoever has the token is answered',
  'GET /oauth2/jwks': 'public',
  'GET /.well-known/oauth-authorization-server': 'public',
  'GET /.well-known/openid-configuration': 'public',
  'GET /.well-known/oauth-protected-resource/gateway/:apiId': 'public',
  'POST /oauth2/register': 'a new client, of nobody',
  'GET /login': 'only the next page',
  'POST /login': 'a password, which brute-force.test.ts guesses',
  'GET /sign-up': 'only the next page',
  'POST /sign-up': 'an e-mail, which account-linking.test.ts takes',
  'GET /reset': 'whoever has the link may set the password',
  'POST /reset': 'whoever has the link may set the password',
  'GET /': 'public',
  'GET /logos/:clientId': 'public: whoever asks a person shows its logo',
  'GET /logout': 'only the session of the browser',
  'POST /logout': 'only the session of the browser',
}

const attempts: Readonly<Record<string, (path: string) => Attempt['tries']>> = {
  'POST /oauth2/token': redeems,
  'POST /oauth2/access_token': redeems,
  'POST /oauth2/accesstoken': redeems,
  'POST /oauth/token': redeems,
  'POST /oauth2/introspect': asks,
  'POST /oauth2/revoke': revokes,
  'POST /oauth2/par': pushes,
}

/** Codes and refresh tokens of another client: nothing is given, and nothing is spent. */
function redeems(path: string): Attempt['tries'] {
  return async (credentials) => {
    const code = await server.newCode('standard')
    const { refreshToken = '' } = await server.connect('standard')
    const forms = [
      server.redemption('standard', code),
      { grant_type: 'refresh_token', refresh_token: refreshToken },
    ]
    for (const form of forms) {
      const { status, text } = await server.post(path, { ...form, ...credentials })
      assert.ok(status === 400 || status === 401, text)
      assert.doesNotMatch(text, /access_token"/)
    }
    assert.equal((await server.token('standard', forms[0] ?? {})).status, 200)
    assert.equal((await server.refresh('standard', refreshToken)).status, 200)
  }
}

async function tokensOfAnother(): Promise<readonly string[]> {
  const { accessToken, refreshToken = '' } = await server.connect('standard')
  const own = tokensOf(await server.token('standard', { grant_type: 'client_credentials' }))
  const lasting = await server.connect('nest-web')
  return [accessToken, refreshToken, own.accessToken, lasting.accessToken]
}

/** CVE-2026-58425: whoever it is not for hears no more than no. */
function asks(path: string): Attempt['tries'] {
  return async (credentials) => {
    for (const token of await tokensOfAnother()) {
      const { status, json } = await server.post(path, { token, ...credentials })
      if (status === 200) assert.deepEqual(json, { active: false })
      else assert.equal(status, 401)
    }
  }
}

function revokes(path: string): Attempt['tries'] {
  return async (credentials) => {
    const [access = '', refresh = '', , lasting = ''] = await tokensOfAnother()
    for (const token of [access, refresh, lasting]) {
      const { status } = await server.post(path, { token, ...credentials })
      assert.ok(status === 400 || status === 401, token)
    }
    assert.ok((await server.acceptedAt('standard', access)).includes('device API'))
    assert.ok((await server.acceptedAt('nest-web', lasting)).includes('device API'))
    assert.equal((await server.refresh('standard', refresh)).status, 200)
  }
}

const wanted = {
  response_type: 'code',
  redirect_uri: redirectUri,
  code_challenge: codeChallengeOf(verifier),
  code_challenge_method: 'S256',
}

/** In another's name: its redirect URI is nobody else's, and what one pushed is not another's to open. */
function pushes(path: string): Attempt['tries'] {
  return async (credentials) => {
    const foreign = await server.post(path, { ...wanted, ...credentials })
    assert.ok(foreign.status === 400 || foreign.status === 401, foreign.text)
    const own = { client_id: 'standard', client_secret: secretOf('standard') }
    const { json, text } = await server.post(path, { ...wanted, ...own })
    assert.equal(typeof json.request_uri, 'string', text)
    const { client_id = '' } = credentials
    const query = new URLSearchParams({ client_id, request_uri: String(json.request_uri) })
    const opened = await server.get(`/oauth2/authorize?${query}`, { accept: 'text/html' })
    if (client_id === 'standard') assert.equal(opened.status, 200, 'its own is good')
    else assert.doesNotMatch(opened.text, /id="login-form"/)
  }
}

for (const [route, attempt] of Object.entries(attempts)) {
  const tries = attempt(route.slice(route.indexOf(' ') + 1))
  for (const [name, credentials] of Object.entries(principals)) {
    test(`CVE-2026-55672 CVE-2026-58425: ${route}: ${name} gets nothing of another client’s`, () =>
      tries(credentials))
  }
}

/** Routes that have tests of their own below. */
const told = [
  'GET /oauth2/register/:clientId',
  'PUT /oauth2/register/:clientId',
  'DELETE /oauth2/register/:clientId',
  ...['/oauth2/authorize', '/login/oauth2', '/oauth/authorize'].flatMap((path) => [
    `GET ${path}`,
    `POST ${path}`,
  ]),
  'POST /consent',
  'GET /oauth2/logout',
  'POST /oauth2/logout',
]

test('every route is known here: it takes nothing of anybody else’s, or somebody tries it', () => {
  const known = [...Object.keys(takeNothing), ...Object.keys(attempts), ...told]
  assert.deepEqual(
    routes.filter((route) => !known.includes(route)),
    [],
  )
})

for (const method of ['GET', 'PUT', 'DELETE']) {
  test(`CVE-2026-105209: ${method} of another’s registration is refused with every token but its own`, async () => {
    const [one, other] = [await registered(server.issuer), await registered(server.issuer)]
    const { accessToken, refreshToken } = await server.connect('standard')
    const tokens = [other.registration_access_token, one.client_secret, accessToken, refreshToken, '', 'x']
    const body = method === 'PUT' ? JSON.stringify({ ...webApp, client_id: one.client_id }) : undefined
    const { pathname } = new URL(String(one.registration_client_uri))
    for (const token of tokens) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const answer = await server.send(pathname, { method, headers, ...(body !== undefined && { body }) })
      assert.equal(answer.status, 401, answer.text)
      assert.doesNotMatch(answer.text, /Wärme App/)
    }
    // A stranger’s token with a client that an operator declared: there is nothing to manage.
    const authorization = `Bearer ${one.registration_access_token}`
    const declared = await server.send('/oauth2/register/standard', { method, headers: { authorization } })
    assert.equal(declared.status, 401)
    const own = await server.get(pathname, { authorization })
    assert.equal(own.json.client_name, 'Wärme App')
  })
}

test('CVE-2026-4636: homes and devices of others in a consent form are not shared, in whatever field they stand', async () => {
  const visitor = newVisitor(server.issuer)
  const first = await (await visitor.get(authorizeUrl({ prompt: 'consent' }))).text()
  const next = await visitor.post('/login', { ...hiddenFields(first, 'login-form'), ...anna })
  const page = await (await visitor.get(next.headers.get('location') ?? '')).text()
  const foreign = { structure: 'bens-home', structures: 'bens-home', homes: 'bens-home', home: 'bens-home' }
  const nested = { 'homes[0]': 'bens-home', devices: 'bens-thermostat', 'devices[bens-home]': 'all' }
  const details = JSON.stringify([{ type: 'home_access', structure: 'bens-home', devices: 'all' }])
  const form = {
    ...hiddenFields(page, 'consent-form'),
    ...foreign,
    ...nested,
    authorization_details: details,
  }
  const answer = await visitor.post('/consent', { ...form, decision: 'accept' })
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  const { accessToken } = tokensOf(await server.token('standard', server.redemption('standard', code)))
  const { text } = await server.get('/v1/structures', { authorization: `Bearer ${accessToken}` })
  assert.match(text, /annas-home/)
  assert.doesNotMatch(text, /bens-/)
})

test('CVE-2026-4636: homes of others cannot be asked for in an authorization request either', async () => {
  const details = JSON.stringify([{ type: 'home_access', structure: 'bens-home', devices: 'all' }])
  const { location } = await allow(
    newVisitor(server.issuer),
    authorizeUrl({ authorization_details: details, structure: 'bens-home' }),
    anna,
  )
  const answer = new URL(location ?? '').searchParams
  assert.equal(answer.get('error'), 'invalid_authorization_details')
  assert.equal(answer.has('code'), false)
})

test('the ID token of one person is no way to the session of another, neither in nor out', async () => {
  const code = await server.newCode('standard', { email: ben.email })
  const { json } = await server.token('standard', server.redemption('standard', code))
  const hint = String(json.id_token)
  const visitor = newVisitor(server.issuer)
  await allow(visitor, authorizeUrl(), anna)
  const asked = await visitor.get(authorizeUrl({ prompt: 'none', id_token_hint: hint }))
  assert.match(asked.headers.get('location') ?? '', /error=login_required/)
  for (const method of ['GET', 'POST']) {
    const query = new URLSearchParams({ id_token_hint: hint, client_id: 'standard' })
    if (method === 'GET') await visitor.get(`/oauth2/logout?${query}`)
    else await visitor.post('/oauth2/logout', Object.fromEntries(query))
    const still = await visitor.get(authorizeUrl({ prompt: 'none' }))
    assert.doesNotMatch(still.headers.get('location') ?? '', /login_required/, method)
  }
})
