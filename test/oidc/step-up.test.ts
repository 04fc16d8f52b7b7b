import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { introspectionVerifier, requireToken, type TokenEnv } from '@latchkey/resource-kit'
import { Hono } from 'hono'
import { decodeJwt } from 'jose'
import { authorizeUrl } from '../attacks/authorization.ts'
import { anna, definition, redirectUri, secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded, verifier } from '../seeded-latchkey.ts'
import { allowedCode, newVisitor, type Visitor } from '../sign-in.ts'

// RFC 9470: an API that wants a more recent sign-in, or another one, says so; the app asks for it and comes back.

const identifier = 'https://plain.example.com'
const password = 'urn:latchkey:acr:password'

let server: SeededLatchkey
/** The API's clock, where it matters to the second. */
let time: number | undefined
before(async () => {
  server = await startSeeded({ definition })
})
after(() => server.end())

/** Another company's API, which asks the server about tokens. */
function lamps(rules: { readonly maxAge?: number; readonly acrValues?: readonly string[] }) {
  const now = () => time ?? Date.now()
  const verify = introspectionVerifier({
    endpoint: `${server.issuer}/oauth2/introspect`,
    clientId: 'plain-api',
    clientSecret: secretOf('plain-api'),
    audience: identifier,
    now,
  })
  const app = new Hono<TokenEnv>()
  app.get('/lamps', requireToken({ verify, realm: 'lamps', now, ...rules }), (c) => {
    const { authTime, acr } = c.var.access
    return c.json({ authTime, acr })
  })
  return async (token: string) => {
    const response = await app.request('/lamps', { headers: { authorization: `Bearer ${token}` } })
    const body = (await response.json()) as Readonly<Record<string, unknown>>
    return { status: response.status, challenge: response.headers.get('www-authenticate') ?? '', body }
  }
}

async function signIn(visitor: Visitor, more: Readonly<Record<string, string>>, resource: string) {
  const url = authorizeUrl({ resource, scope: 'openid devices:read', ...more })
  const code = await allowedCode(visitor, url, anna)
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    resource,
  }
  const { json } = await server.token('standard', form)
  return { token: String(json.access_token), idToken: decodeJwt(String(json.id_token)) }
}

/** What the parameters of a challenge ask for. */
function askedFor(challenge: string): Readonly<Record<string, string>> {
  const found = challenge.matchAll(/(max_age|acr_values)="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name = '', value = '']) => [name, value]))
}

test('a sign-in that is too old for the API is made anew, as the challenge says', async () => {
  const visitor = newVisitor(server.issuer)
  const ask = lamps({ maxAge: 1 })
  const first = await signIn(visitor, {}, identifier)
  time = 1000 * Number(first.idToken.auth_time)
  assert.equal((await ask(first.token)).status, 200)
  await new Promise((resolve) => setTimeout(resolve, 2100))
  time = undefined
  const refused = await ask(first.token)
  assert.deepEqual([refused.status, refused.body.error], [401, 'insufficient_user_authentication'])
  assert.match(refused.challenge, /^Bearer realm="lamps", error="insufficient_user_authentication"/)
  const wanted = askedFor(refused.challenge)
  assert.deepEqual(wanted, { max_age: '1' })
  const second = await signIn(visitor, wanted, identifier)
  assert.ok(Number(second.idToken.auth_time) > Number(first.idToken.auth_time))
  time = 1000 * Number(second.idToken.auth_time)
  const { status, body } = await ask(second.token)
  assert.deepEqual([status, body.authTime], [200, second.idToken.auth_time])
  time = undefined
})

test('a token tells how its person signed in, and an API that wants another way says which', async () => {
  const { token, idToken } = await signIn(newVisitor(server.issuer), { acr_values: password }, identifier)
  const good = await lamps({ acrValues: ['urn:example:hardware', password] })(token)
  assert.deepEqual([good.status, good.body.acr, idToken.acr], [200, password, password])
  const refused = await lamps({ acrValues: ['urn:example:hardware'] })(token)
  assert.equal(refused.status, 401)
  assert.deepEqual(askedFor(refused.challenge), { acr_values: 'urn:example:hardware' })
})

test('behind a client’s own token nobody signed in, however lately it was made', async () => {
  const form = { grant_type: 'client_credentials', resource: identifier }
  const { json } = await server.token('standard', form)
  const refused = await lamps({ maxAge: 3600 })(String(json.access_token))
  assert.deepEqual([refused.status, refused.body.error], [401, 'insufficient_user_authentication'])
})

test('a signed token tells it to an API that verifies alone (RFC 9470 §6.1)', async () => {
  const { token, idToken } = await signIn(newVisitor(server.issuer), {}, 'https://meter.example.com')
  const { auth_time: authTime, acr } = decodeJwt(token)
  assert.deepEqual([authTime, acr], [idToken.auth_time, password])
})
