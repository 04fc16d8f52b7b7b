import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { definition } from '../definition.ts'
import { assertSilentOf } from '../log-secrets.ts'
import { newKey, proofFor } from '../oidc/dpop.ts'
import { manage, register, type registered, send } from '../oidc/registering.ts'
import { anna, type RequestWorld, startRequestWorld, urlOf } from '../oidc/request-world.ts'
import { allow, newVisitor } from '../sign-in.ts'

// ASVS 5.0 V16.2.5: nothing that opens something is written down, however much is logged, and whatever goes wrong.

let world: RequestWorld
let secrets: Set<string>
before(async () => {
  secrets = new Set()
  world = await startRequestWorld({ env: { LOG_LEVEL: 'trace' } })
})
after(() => world.end())

/** Remembers what must not be found, and goes on with it. */
function secret(value: unknown): string {
  assert.ok(typeof value === 'string' && value.length > 15, String(value))
  secrets.add(value)
  return value
}

type Json = Awaited<ReturnType<typeof registered>>

const redirectUri = 'https://app.example.com/callback'

async function registeredClient(): Promise<Json> {
  const { json } = await register(world.issuer, {
    redirect_uris: [redirectUri],
    post_logout_redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: 'client_secret_post',
    jwks_uri: 'https://keys.invalid/jwks',
    logo_uri: 'https://logo.invalid/logo.png',
    sector_identifier_uri: undefined,
  })
  secret(json.registration_access_token)
  secret(json.client_secret)
  return json
}

test('registration, and its tokens in every wrong place', async () => {
  const client = await registeredClient()
  const token = String(client.registration_access_token)
  await manage(client, 'GET')
  await manage(client, 'PUT', {
    client_id: client.client_id,
    client_secret: secret('a-secret-that-is-wrong'),
  })
  await manage({ ...client, registration_access_token: secret(`${token.slice(0, -2)}xy`) }, 'PUT', {})
  await send(String(client.registration_client_uri), 'PUT', `{"client_secret": "${client.client_secret}`)
  await send(`${client.registration_client_uri}?access_token=${token}`, 'GET')
  await register(world.issuer, {
    redirect_uris: [`https://app.example.com/?code=${secret('a-code-of-somebody')}`],
  })
  const bearer = { authorization: `Bearer ${token}` }
  for (const path of ['/oauth2/userinfo', '/v1/structures']) await world.server.get(path, bearer)
  const own = { client_id: String(client.client_id), client_secret: token }
  await world.server.post('/oauth2/introspect', { ...own, token })
  await world.server.post('/oauth2/token', { ...own, grant_type: 'refresh_token', refresh_token: token })
  await world.server.get(urlOf({ client_id: String(client.client_id), request_uri: token }))
  await world.server.get(urlOf({ client_id: String(client.client_id), request: token }))
})

test('assertions, request objects and what was pushed, right and wrong', async () => {
  const credentials = await world.credentials('fapi')
  secret(credentials.client_assertion)
  const push = (form: Readonly<Record<string, string>>, headers = {}) =>
    world.server.post('/oauth2/par', { ...credentials, ...form }, headers)
  const { json } = await push(world.parameters('fapi'))
  const uri = secret(json.request_uri)
  await push(world.parameters('fapi'))
  await world.server.get(urlOf({ client_id: 'plain', request_uri: uri }))
  await world.server.get(urlOf({ client_id: 'fapi', request_uri: `${uri}x` }))
  await world.server.get(urlOf({ client_id: 'fapi', request_uri: uri, request: uri }))
  const object = secret(await world.sign('signer', { exp: 1 }))
  await world.push('signer', { request: object })
  await world.push('signer', { request: object, request_uri: uri })
  await world.server.get(urlOf({ client_id: 'signer', request: object }))
  await world.server.get(urlOf({ client_id: 'fapi', request: object }))
  await world.push('signer', { request: secret(`${object.slice(0, -9)}AAAAAAAAA`) })
  const form = { client_assertion_type: 'x'.repeat(20), client_assertion: secret(await world.sign('fapi')) }
  await world.server.post('/oauth2/token', { ...form, client_id: 'fapi', grant_type: 'client_credentials' })
})

test('proofs, and tokens that are bound or are not', async () => {
  const key = await newKey()
  const token = secret(await world.sign('signer'))
  for (const path of ['/oauth2/userinfo', '/v1/structures', '/oauth2/par', '/oauth2/token']) {
    const url = `${world.issuer}${path}`
    const proof = { url, method: 'GET', accessToken: token, claims: { jti: secret(crypto.randomUUID()) } }
    const dpop = secret(await proofFor(key, proof))
    await world.server.get(path, { authorization: `DPoP ${token}`, dpop })
    await world.server.get(path, { authorization: `Bearer ${token}`, dpop: `${dpop}, ${dpop}` })
    await world.server.post(path, { ...(await world.credentials('plain')), access_token: token }, { dpop })
  }
})

test('a sign-in, its tokens, and signing out', async () => {
  const client = await registeredClient()
  const own = { client_id: String(client.client_id), client_secret: String(client.client_secret) }
  const visitor = newVisitor(world.issuer)
  const query = {
    client_id: own.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'openid',
  }
  const { location = '' } = await allow(
    visitor,
    urlOf({ ...query, state: secret('the-state-of-this-browser') }),
    anna,
  )
  const code = secret(new URL(location).searchParams.get('code'))
  const form = { ...own, grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  const { json } = await world.server.post('/oauth2/token', form)
  const hint = secret(json.id_token)
  secret(json.access_token)
  secret(json.refresh_token)
  await world.server.post('/oauth2/token', form)
  const out = (more: object) => `/oauth2/logout?${new URLSearchParams({ id_token_hint: hint, ...more })}`
  await visitor.get(out({ post_logout_redirect_uri: 'https://evil.example', state: 'x' }))
  await visitor.get(out({ client_id: 'plain' }))
  await visitor.get(urlOf({ ...query, id_token_hint: secret(`${hint.slice(0, -9)}AAAAAAAAA`) }))
  await visitor.get(out({ post_logout_redirect_uri: redirectUri }))
})

test('none of it stands in the log', async () => {
  assert.match(world.server.running.output.stderr, /"level":/)
  for (const { clientSecret } of definition.clients as readonly { clientSecret?: string }[])
    if (clientSecret !== undefined) secrets.add(clientSecret)
  secrets.add(anna.password)
  assertSilentOf(world.server.running.output, secrets)
})
