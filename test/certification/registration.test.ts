// docs/certification.md, OpenID Connect: what the dynamic plan asks. Each client is registered by the suite itself, authenticates by
// private_key_jwt and RS256, and is deleted at the end. What it names is read over TLS, at an address of this machine that is allowed.

import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { createRemoteJWKSet, jwtVerify, SignJWT } from 'jose'
import { type Answered, manage, register } from '../oidc/registering.ts'
import { hiddenFields } from '../sign-in.ts'
import { type OpenIdClient, type OpenIdDriver, openIdDriver } from './openid-driver.ts'
import { callback, type Suite, startSuite, tester } from './suite.ts'

let suite: Suite
let driver: OpenIdDriver
before(async () => {
  suite = await startSuite()
  driver = openIdDriver(suite)
})
after(() => suite.end())

interface Registered extends OpenIdClient {
  readonly answer: Answered
  readonly key: KeyObject
  readonly kid: string
}

function newKey(kid: string): { readonly key: KeyObject; readonly jwk: object } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { key: privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } }
}

/** As the suite writes it: nothing is said of scopes. */
function metadataWith(more: object): object {
  return {
    client_name: `latchkey ${randomUUID()}`,
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'private_key_jwt',
    response_types: ['code'],
    redirect_uris: [callback],
    contacts: ['certification@oidf.org'],
    ...more,
  }
}

async function registered(more: object = {}, audience = `${suite.issuer}/oauth2/token`): Promise<Registered> {
  const kid = randomUUID()
  const { key, jwk } = newKey(kid)
  const answer = await register(suite.issuer, metadataWith({ jwks: { keys: [jwk] }, ...more }))
  assert.equal(answer.status, 201, JSON.stringify(answer.json))
  return withKey(answer, key, kid, audience)
}

function withKey(
  answer: Answered,
  key: KeyObject,
  kid: string,
  audience = `${suite.issuer}/oauth2/token`,
): Registered {
  const clientId = String(answer.json.client_id)
  const authentication = async () => {
    const assertion = new SignJWT({ iss: clientId, sub: clientId, aud: audience, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime('1m')
    return {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await assertion.sign(key),
    }
  }
  return { clientId, answer, key, kid, authentication }
}

test('registered, used and deleted', async () => {
  const client = await registered()
  const { json, headers } = client.answer
  assert.match(headers.get('content-type') ?? '', /^application\/json/)
  assert.deepEqual([json.token_endpoint_auth_method, json.redirect_uris], ['private_key_jwt', [callback]])
  assert.ok(
    String(json.registration_client_uri).startsWith(`${suite.issuer}/`) && json.registration_access_token,
  )
  const { accessToken, verified } = await driver.tokens(client)
  assert.equal(verified.protectedHeader.alg, 'RS256')
  assert.equal((await driver.userinfo(accessToken)).status, 200)
  assert.equal((await manage(json, 'DELETE')).status, 204)
  await driver.assertErrorPage(driver.url(client))
})

test('a secret tells when it ends', async () => {
  for (const method of ['client_secret_basic', 'client_secret_post']) {
    const { status, json } = await register(
      suite.issuer,
      metadataWith({ token_endpoint_auth_method: method }),
    )
    assert.deepEqual([status, typeof json.client_secret, json.client_secret_expires_at], [201, 'string', 0])
  }
})

test('an assertion for the issuer is as good as one for the token endpoint', async () => {
  assert.ok((await driver.tokens(await registered({}, suite.issuer))).idToken)
})

test('ID tokens and answers of userinfo by RS256', async () => {
  const asked = { id_token_signed_response_alg: 'RS256', userinfo_signed_response_alg: 'RS256' }
  const client = await registered(asked)
  const { accessToken, verified } = await driver.tokens(client)
  assert.equal(verified.protectedHeader.alg, 'RS256')
  const answer = await driver.userinfo(accessToken)
  assert.equal(answer.headers.get('content-type'), 'application/jwt')
  const keys = createRemoteJWKSet(new URL(`${suite.issuer}/oauth2/jwks`))
  const expected = { issuer: suite.issuer, audience: client.clientId, algorithms: ['RS256'] }
  assert.equal((await jwtVerify(await answer.text(), keys, expected)).payload.sub, verified.payload.sub)
})

test('a redirect URI with a query: exactly that, with nothing left out or added; none missing', async () => {
  const redirectUri = `${callback}?foo=bar`
  const client = { ...(await registered({ redirect_uris: [redirectUri] })), redirectUri }
  assert.ok((await driver.answer(client)).href.startsWith(`${redirectUri}&code=`))
  for (const altered of [callback, `${callback}?foo=baz`, `${redirectUri}&x=y`])
    await driver.assertErrorPage(driver.url({ ...client, redirectUri: altered }))
  const plain = await registered()
  await driver.assertErrorPage(driver.url({ ...plain, redirectUri: `${callback}?foo=bar` }))
  await driver.assertErrorPage(driver.url(plain, { redirect_uri: undefined }))
})

test('a redirect URI with a fragment is refused', async () => {
  const { status, json } = await register(
    suite.issuer,
    metadataWith({ redirect_uris: [`${callback}#fragment`] }),
  )
  assert.deepEqual([status, json.error], [400, 'invalid_redirect_uri'])
})

test('keys behind a jwks_uri', async () => {
  const { key, jwk } = newKey('behind')
  const jwks_uri = `${suite.host.origin}/jwks`
  suite.host.documents.set('/jwks', { type: 'application/json', body: JSON.stringify({ keys: [jwk] }) })
  const answer = await register(suite.issuer, metadataWith({ jwks_uri }))
  assert.ok((await driver.tokens(withKey(answer, key, 'behind'))).idToken)
})

test('the document of a sector, right and wrong', async () => {
  const sector_identifier_uri = `${suite.host.origin}/redirect_uris.json`
  const asked = metadataWith({ subject_type: 'pairwise', sector_identifier_uri })
  for (const [listed, expected] of [
    [['https://elsewhere.example.com/callback'], [400, 'invalid_client_metadata']],
    [
      [callback, 'https://elsewhere.example.com/callback'],
      [201, undefined],
    ],
  ] as const) {
    suite.host.documents.set('/redirect_uris.json', {
      type: 'application/json',
      body: JSON.stringify(listed),
    })
    const { status, json } = await register(suite.issuer, {
      ...asked,
      jwks: { keys: [newKey('sector').jwk] },
    })
    assert.deepEqual([status, json.error], expected)
  }
})

test('a request object by reference, signed by RS256', async () => {
  const path = `/requesturi/${'r'.repeat(96)}`
  const request_uri = suite.host.origin + path
  const client = await registered({ request_uris: [request_uri], request_object_signing_alg: 'RS256' })
  const asked = Object.fromEntries(new URL(driver.url(client, { state: 'inside' })).searchParams)
  const object = new SignJWT({ ...asked, iss: client.clientId, aud: suite.issuer })
  const body = await object.setProtectedHeader({ alg: 'RS256', kid: client.kid }).sign(client.key)
  suite.host.documents.set(path, { type: 'application/jose', body })
  const beside = { request_uri, redirect_uri: undefined, state: undefined, nonce: undefined }
  const to = await driver.answer(client, beside)
  assert.ok(to.href.startsWith(`${callback}?`))
  assert.equal(to.searchParams.get('state'), 'inside')
  assert.ok((await driver.redeem(client, to.searchParams.get('code') ?? '')).idToken)
})

test('offline access: who registered for it gets a refresh token, and no other client has a use for it', async () => {
  const grant_types = ['authorization_code', 'refresh_token']
  const [one, two] = [await registered({ grant_types }), await registered({ grant_types })]
  const asked = { scope: 'openid offline_access', prompt: 'consent' }
  const { refreshToken = assert.fail() } = await driver.tokens(one, asked)
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  assert.ok((await (await driver.post('/oauth2/token', one, form)).json()).id_token)
  const stolen = await driver.post('/oauth2/token', two, form)
  assert.deepEqual([stolen.status, (await stolen.json()).error], [400, 'invalid_grant'])
})

test('privacy policy and terms on the sign-in page and on the question', async () => {
  const links = { policy_uri: 'https://suite.example.com/policy', tos_uri: 'https://suite.example.com/tos' }
  const visitor = driver.visitor()
  const signIn = await (await visitor.get(driver.url(await registered(links)))).text()
  const next = await visitor.post('/login', { ...hiddenFields(signIn, 'login-form'), ...tester })
  const question = await (await visitor.get(next.headers.get('location') ?? '')).text()
  assert.match(question, /id="consent-form"/)
  for (const page of [signIn, question])
    for (const link of Object.values(links)) assert.ok(page.includes(`href="${link}"`), link)
})

test('a plan and its repetition register some sixty clients, and none is too many', async () => {
  const metadata = metadataWith({ token_endpoint_auth_method: 'client_secret_basic' })
  for (let count = 0; count < 60; count++) assert.equal((await register(suite.issuer, metadata)).status, 201)
})
