import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { generateKeyPair, SignJWT } from 'jose'
import { secretOf } from '../definition.ts'
import { type DpopKey, newKey, proofFor } from '../oidc/dpop.ts'
import {
  newVisitor,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  verifier,
} from '../oidc/request-world.ts'
import type { Answer, Form } from '../seeded-latchkey.ts'
import { allow } from '../sign-in.ts'

// CVE-2026-9792: a condition of a policy was skipped on one of the ways in. Every condition of the policy fapi2 × each way.

let world: RequestWorld
let key: DpopKey
before(async () => {
  world = await startRequestWorld()
  key = await newKey()
})
after(() => world.end())

/** The answer of an authorize URL: the query of its redirect, or the status of its page. */
async function answered({ headers, status }: Answer): Promise<string> {
  const location = headers.get('location')
  if (location?.includes('in_progress='))
    return answered(await world.server.get(location, { accept: 'text/html' }))
  return location === null ? `page ${status}` : (new URL(location).searchParams.get('error') ?? location)
}

const authorizePaths = ['/oauth2/authorize', '/oauth/authorize', '/login/oauth2']

/** The ways to the page that asks a person; each with what a complete request of the policy would have. */
const waysToAsk: Readonly<Record<string, (path: string, form: Form) => Promise<Answer>>> = {
  'in the URL': (path, form) =>
    world.server.get(`${path}?${new URLSearchParams(form)}`, { accept: 'text/html' }),
  'in a form': (path, form) => world.server.post(path, form, { accept: 'text/html' }),
}

for (const [way, ask] of Object.entries(waysToAsk)) {
  for (const path of authorizePaths) {
    test(`CVE-2026-9792: what was not pushed is refused ${way} of ${path}`, async () => {
      const asked = world.parameters('fapi')
      assert.equal(await answered(await ask(path, asked)), 'invalid_request')
      const object = { client_id: 'fapi', request: await world.sign('fapi') }
      assert.equal(await answered(await ask(path, object)), 'invalid_request')
      assert.equal(await answered(await ask(path, { ...asked, ...object })), 'invalid_request')
      const unknown = { ...asked, request_uri: 'urn:ietf:params:oauth:request_uri:unknown' }
      assert.equal(await answered(await ask(path, unknown)), 'page 400')
      const foreign = { ...asked, request_uri: await world.pushed('pushes') }
      assert.equal(await answered(await ask(path, foreign)), 'page 400')
    })
  }
}

test('CVE-2026-9792: the journey of a plain request, sealed for another app or with pushed words in it, is no pushed one', async () => {
  const begun = await world.server.post('/oauth2/authorize', {
    ...world.parameters('fapi'),
    origin: '{"kind":"pushed"}',
    pushed: 'true',
    in_progress: 'x',
  })
  assert.equal(await answered(begun), 'invalid_request')
  const sealed = new URL(begun.headers.get('location') ?? '', world.issuer)
  for (const name of ['origin', 'hash', 'request_uri', 'request']) sealed.searchParams.set(name, 'pushed')
  const answer = await world.server.get(sealed.pathname + sealed.search, { accept: 'text/html' })
  assert.equal(await answered(answer), 'invalid_request')
})

/** What the policy demands of the request itself, by a request that lacks it. */
const lacking: Readonly<
  Record<string, readonly [changes: Readonly<Record<string, string | undefined>>, error: string]>
> = {
  'no PKCE': [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  'plain PKCE': [{ code_challenge_method: 'plain' }, 'invalid_request'],
  'a challenge and no method': [{ code_challenge_method: undefined }, 'invalid_request'],
  'the implicit grant': [{ response_type: 'token' }, 'unsupported_response_type'],
  'the hybrid flow': [{ response_type: 'code token' }, 'unsupported_response_type'],
  'an unregistered redirect URI': [{ redirect_uri: 'https://evil.example/cb' }, 'invalid_request'],
  'no redirect URI': [{ redirect_uri: undefined }, 'invalid_request'],
}

for (const [name, [changes, error]] of Object.entries(lacking)) {
  test(`CVE-2026-9792: ${name}, pushed plainly and pushed in an object`, async () => {
    const plainly = await world.push('fapi', world.parameters('fapi', changes))
    assert.deepEqual([plainly.status, plainly.json.error], [400, error])
    for (const clientId of ['fapi', 'messages']) {
      const inObject = await world.push(clientId, { request: await world.sign(clientId, changes) })
      assert.deepEqual([inObject.status, inObject.json.error], [400, error])
    }
  })
}

/** Proofs of who sends a form that the policy does not take. */
const weakProofs: Readonly<Record<string, () => Promise<{ form: Form; headers?: Form }>>> = {
  'a name only': async () => ({ form: { client_id: 'fapi' } }),
  'a secret in the body': async () => ({ form: { client_id: 'fapi', client_secret: secretOf('fapi') } }),
  'a secret in a header': async () => ({
    form: {},
    headers: { authorization: `Basic ${Buffer.from(`fapi:${secretOf('fapi')}`).toString('base64')}` },
  }),
  'an assertion by RS256': async () => ({ form: await assertion('messages', { alg: 'RS256' }) }),
  'an assertion for the endpoint': async () => ({
    form: await assertion('fapi', {}, { aud: `${world.issuer}/oauth2/token` }),
  }),
  'an assertion for the endpoint of pushed requests': async () => ({
    form: await assertion('fapi', {}, { aud: `${world.issuer}/oauth2/par` }),
  }),
  'an assertion for a list': async () => ({ form: await assertion('fapi', {}, { aud: [world.issuer] }) }),
  'an assertion by a key of nobody': async () => ({ form: await assertionOfNobody() }),
}

/** What `sign` makes is an assertion when its claims and header are one's. */
async function assertion(clientId: string, header: object, changes: object = {}): Promise<Form> {
  const jti = crypto.randomUUID()
  const claims = { sub: clientId, jti, client_id: undefined, redirect_uri: undefined, ...changes }
  return assertionForm(clientId, await world.sign(clientId, claims, { typ: 'JWT', ...header }))
}

async function assertionOfNobody(): Promise<Form> {
  const { privateKey } = await generateKeyPair('ES256')
  const text = new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('fapi')
    .setSubject('fapi')
    .setAudience(world.issuer)
    .setExpirationTime('60s')
  return assertionForm('fapi', await text.sign(privateKey))
}

function assertionForm(clientId: string, text: string): Form {
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
  return { client_id: clientId, client_assertion_type: type, client_assertion: text }
}

const clientEndpoints: Readonly<Record<string, Form>> = {
  '/oauth2/par': {},
  '/oauth2/token': { grant_type: 'client_credentials' },
  '/oauth2/access_token': { grant_type: 'client_credentials' },
  '/oauth2/accesstoken': { grant_type: 'client_credentials' },
  '/oauth/token': { grant_type: 'client_credentials' },
  '/oauth2/revoke': { token: 'x' },
  '/oauth2/introspect': { token: 'x' },
}

test('an assertion as the policy wants it is taken, so that those of the next tests are refused for what they say', async () => {
  for (const clientId of ['fapi', 'messages']) {
    const { status } = await world.server.post('/oauth2/revoke', {
      ...(await assertion(clientId, {})),
      token: 'x',
    })
    assert.equal(status, 200)
  }
})

for (const [name, prove] of Object.entries(weakProofs)) {
  test(`CVE-2026-9792: ${name} proves nobody at any endpoint`, async () => {
    for (const [path, asked] of Object.entries(clientEndpoints)) {
      const { form, headers } = await prove()
      const { status, json } = await world.server.post(path, { ...asked, ...form }, headers)
      assert.deepEqual([status, json.error], [401, 'invalid_client'], path)
    }
  })
}

/** A code that a person allowed for a pushed request. */
async function newCode(): Promise<string> {
  const request = new URLSearchParams({ client_id: 'fapi', request_uri: await world.pushed('fapi') })
  const { location, page } = await allow(newVisitor(world.issuer), `/oauth2/authorize?${request}`, anna())
  return new URL(location ?? assert.fail(page)).searchParams.get('code') ?? assert.fail(location)
}

const anna = () => ({ email: 'anna@example.com', password: 'correct horse battery' })

async function tokenRequest(path: string, form: Form, by?: DpopKey): Promise<Answer> {
  const send = async (headers: Form) =>
    world.server.post(path, { ...(await world.credentials('fapi')), ...form }, headers)
  if (by === undefined) return send({})
  const url = world.issuer + path
  const first = await send({ dpop: await proofFor(by, { url }) })
  if (first.json.error !== 'use_dpop_nonce') return first
  return send({ dpop: await proofFor(by, { url, nonce: first.headers.get('dpop-nonce') ?? undefined }) })
}

const redemption = (code: string) => ({
  grant_type: 'authorization_code',
  redirect_uri: redirectUri,
  code_verifier: verifier,
  code,
})

const tokenPaths = ['/oauth2/token', '/oauth2/access_token', '/oauth2/accesstoken', '/oauth/token']

test('CVE-2026-9792: no token without a key to which it is bound, by any grant at any path', async () => {
  const code = await newCode()
  for (const path of tokenPaths) {
    const bare = await tokenRequest(path, redemption(code))
    assert.deepEqual([bare.status, bare.json.access_token], [400, undefined], path)
  }
  const bound = await tokenRequest('/oauth2/token', redemption(code), key)
  assert.deepEqual([bound.status, bound.json.token_type], [200, 'DPoP'], bound.text)
  const refresh = { grant_type: 'refresh_token', refresh_token: String(bound.json.refresh_token) }
  for (const form of [refresh, { grant_type: 'client_credentials' }, { grant_type: 'password' }]) {
    for (const path of tokenPaths) {
      const bare = await tokenRequest(path, form)
      assert.deepEqual(
        [bare.status, bare.json.access_token],
        [400, undefined],
        `${form.grant_type} at ${path}`,
      )
    }
  }
  for (const form of [refresh, { grant_type: 'client_credentials' }]) {
    assert.equal((await tokenRequest('/oauth2/token', form, key)).json.token_type, 'DPoP')
  }
})

test('CVE-2026-9792: a bound token is no bearer token anywhere', async () => {
  const { json } = await tokenRequest('/oauth2/token', redemption(await newCode()), key)
  const authorization = `Bearer ${json.access_token}`
  for (const path of ['/oauth2/userinfo', '/v1/structures']) {
    assert.equal((await world.server.get(path, { authorization })).status, 401, path)
  }
})

test('CVE-2026-9792: a verifier is asked for whatever path redeems, and a refused code is not lost', async () => {
  const code = await newCode()
  const { code_verifier: _, ...without } = redemption(code)
  for (const path of tokenPaths) {
    for (const form of [without, { ...without, code_verifier: `${verifier}x` }]) {
      const { status, json } = await tokenRequest(path, form, key)
      assert.deepEqual([status, json.access_token], [400, undefined], path)
    }
  }
  assert.equal((await tokenRequest('/oauth2/token', redemption(code), key)).status, 200)
})
