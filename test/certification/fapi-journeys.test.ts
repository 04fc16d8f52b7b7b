// docs/certification.md, FAPI 2.0 Security Profile: whole journeys, by every way of authentication with every way of binding, with
// OpenID and without.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import { newKey } from '../oidc/dpop.ts'
import type { TlsAnswer } from '../oidc/mtls-server.ts'
import { type ClientDriver, driverOf } from './client-driver.ts'
import { entropyOf } from './entropy.ts'
import { callback, callbackWithQuery, type Suite, startSuite } from './suite.ts'

let suite: Suite
before(async () => {
  suite = await startSuite()
})
after(() => suite.end())

const profiles = {
  openid_connect: { scope: 'openid structures:read', document: 'openid-configuration' },
  plain_oauth: { scope: 'structures:read', document: 'oauth-authorization-server' },
} as const

const authentications = ['key', 'certificate'] as const
const bindings = ['dpop', 'mtls'] as const

type Profile = keyof typeof profiles

for (const authentication of authentications)
  for (const binding of bindings)
    for (const profile of Object.keys(profiles) as Profile[])
      describe(`${authentication}, ${binding}, ${profile}`, () => {
        const first = () => driverOf(suite, `${authentication}-${binding}-1`)
        const second = () => driverOf(suite, `${authentication}-${binding}-2`, callbackWithQuery)
        const { scope, document } = profiles[profile]
        const nonce = profile === 'plain_oauth' ? { nonce: undefined } : {}
        const asked = { scope, ...nonce }

        test('the metadata offer it', async () => {
          const { status, headers, json } = await suite.ask(`/.well-known/${document}`, { port: suite.port })
          assert.deepEqual([status, json.issuer], [200, suite.issuer])
          assert.match(String(headers['content-type']), /^application\/json/)
          assertOffered(json)
        })

        test('the first client: pushed, allowed, redeemed, read, refreshed', async () => {
          const driver = await first()
          const to = await journey(driver, { ...asked }, callback)
          const tokens = await redeemed(driver, to, profile)
          await isGoodHere(driver, tokens)
          await refreshes(driver, tokens, profile)
        })

        test('the second client: a query in its address, 128 characters of state, and nothing beside the request_uri', async () => {
          const driver = await second()
          const state = randomBytes(64).toString('hex')
          const jkt = driver.isBoundByDpop ? { dpop_jkt: driver.dpopKey.thumbprint } : {}
          const to = await journey(driver, { ...asked, state, ...jkt }, callbackWithQuery)
          assert.equal(to.searchParams.get('state'), state)
          const tokens = await redeemed(driver, to, profile)
          await refreshes(driver, tokens, profile)
          await isNobodyElses(driver, await first(), tokens)
        })

        test('a tester who says no, and a request without state', async () => {
          for (const driver of [await first(), await second()]) {
            const denied = await driver.answer(await pushed(driver, asked), 'deny')
            const keys = [...denied.searchParams.keys()].filter((name) => !name.startsWith('dummy'))
            assert.deepEqual(keys.sort(), ['error', 'error_description', 'iss', 'state'])
            assert.equal(denied.searchParams.get('error'), 'access_denied')
            const stateless = await driver.answer(await pushed(driver, { ...asked, state: undefined }))
            assert.equal(stateless.searchParams.has('state'), false)
            assert.equal(stateless.searchParams.get('iss'), suite.issuer)
          }
        })
      })

test('every standard claim that the metadata list, asked for one by one', async () => {
  const driver = await driverOf(suite, 'key-dpop-1')
  const { json } = await suite.ask('/.well-known/openid-configuration', { port: suite.port })
  const names = Object.keys(suite.declaration.accounts[0]?.claims ?? {}).concat('email', 'updated_at')
  assert.ok(names.every((name) => (json.claims_supported as string[]).includes(name)))
  const each = Object.fromEntries(names.map((name, at) => [name, [null, { essential: true }, {}][at % 3]]))
  const claims = JSON.stringify({
    id_token: { ...each, unknown: null },
    userinfo: { ...each, 'unknown#sv': null },
  })
  const { access_token, id_token } = (await driver.token(driver.redemption(await driver.code({ claims }))))
    .json
  const told = await driver.read('/oauth2/userinfo', String(access_token))
  for (const answer of [told.json, decodeJwt(String(id_token))])
    for (const name of names) assert.ok(name in answer, name)
})

function assertOffered(json: Readonly<Record<string, unknown>>): void {
  const names = (member: string) => json[member] as readonly string[]
  for (const member of ['id_token', 'userinfo', 'token_endpoint_auth', 'dpop'])
    for (const alg of ['PS256', 'ES256', 'EdDSA'])
      assert.ok(names(`${member}_signing_alg_values_supported`).includes(alg), `${member} ${alg}`)
  for (const method of ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'])
    assert.ok(names('token_endpoint_auth_methods_supported').includes(method))
  assert.deepEqual(json.response_types_supported, ['code'])
  assert.ok(names('grant_types_supported').includes('authorization_code'))
  assert.ok(names('code_challenge_methods_supported').includes('S256'))
  assert.equal(json.pushed_authorization_request_endpoint, `${suite.issuer}/oauth2/par`)
  assert.equal(typeof json.require_pushed_authorization_requests, 'boolean')
  assert.equal(json.authorization_response_iss_parameter_supported, true)
  assert.equal(json.tls_client_certificate_bound_access_tokens, true)
  const aliases = json.mtls_endpoint_aliases as Readonly<Record<string, string>>
  assert.equal(aliases.token_endpoint, `${suite.mtlsIssuer}/oauth2/token`)
}

type Asked = Parameters<ClientDriver['parameters']>[0]

async function pushed(driver: ClientDriver, asked: Asked) {
  const { status, json, headers, text } = await driver.push(driver.parameters(asked))
  assert.equal(status, 201, text)
  assert.match(String(headers['content-type']), /^application\/json/)
  const { expires_in: seconds, request_uri: uri } = json
  assert.ok(Number(seconds) >= 5 && Number(seconds) < 600)
  assert.ok(entropyOf(String(uri)) > 128)
  return { client_id: driver.clientId, request_uri: String(uri) }
}

async function journey(driver: ClientDriver, asked: Asked, redirectUri: string): Promise<URL> {
  const to = await driver.answer(await pushed(driver, asked))
  assert.ok(to.href.startsWith(redirectUri), to.href)
  assert.equal(to.hash, '')
  assert.equal(to.searchParams.get('iss'), suite.issuer)
  assert.ok(entropyOf(to.searchParams.get('code') ?? '') > 128)
  return to
}

interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly idToken: string | undefined
}

async function redeemed(driver: ClientDriver, to: URL, profile: Profile): Promise<Tokens> {
  return tokensOf(driver, profile, await driver.token(driver.redemption(to.searchParams.get('code') ?? '')))
}

async function tokensOf(driver: ClientDriver, profile: Profile, answer: TlsAnswer): Promise<Tokens> {
  const { status, json, headers, text } = answer
  assert.equal(status, 200, text)
  assert.match(String(headers['content-type']), /^application\/json/)
  assert.equal(headers['cache-control'], 'no-store')
  assert.equal(json.token_type, driver.isBoundByDpop ? 'DPoP' : 'Bearer')
  assert.ok(Number.isInteger(json.expires_in) && Number(json.expires_in) > 0)
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = json
  for (const token of [accessToken, refreshToken]) {
    assert.match(String(token), /^[A-Za-z0-9._~+/-]+=*$/)
    assert.ok(entropyOf(String(token)) > 128)
  }
  assert.equal(idToken !== undefined, profile === 'openid_connect')
  if (typeof idToken === 'string') await isRightIdToken(driver, idToken)
  return {
    accessToken: String(accessToken),
    refreshToken: String(refreshToken),
    idToken: idToken as string | undefined,
  }
}

async function isRightIdToken({ clientId }: ClientDriver, idToken: string): Promise<void> {
  const keys = createRemoteJWKSet(new URL(`${suite.issuer}/oauth2/jwks`))
  const algorithms = ['PS256', 'ES256', 'EdDSA']
  const { protectedHeader } = await jwtVerify(idToken, keys, {
    issuer: suite.issuer,
    audience: clientId,
    algorithms,
  })
  assert.ok(protectedHeader.kid)
}

/** At the protected resource, by every spelling of the scheme and every kind of answer that is asked for; never in the query. */
async function isGoodHere(driver: ClientDriver, { accessToken, idToken }: Tokens): Promise<void> {
  const schemes = driver.isBoundByDpop ? ['DPoP', 'dpop', 'DPOP'] : ['Bearer', 'bearer', 'BEARER']
  const sent = {
    'x-fapi-interaction-id': crypto.randomUUID(),
    'x-fapi-customer-ip-address': '198.51.100.119',
  }
  for (const scheme of schemes)
    for (const accept of [
      'application/json',
      'application/json;charset=UTF-8',
      'application/json, application/*+json, */*',
    ]) {
      const { status, headers, text } = await driver.read('/v1/structures', accessToken, {
        scheme,
        headers: { accept, ...sent },
      })
      assert.equal(status, 200, `${scheme} ${accept}: ${text}`)
      assert.ok(Date.parse(String(headers.date)) > 0)
      const { 'x-fapi-interaction-id': echo = sent['x-fapi-interaction-id'] } = headers
      assert.equal(echo, sent['x-fapi-interaction-id'])
    }
  const inQuery = await suite.ask(`/v1/structures?access_token=${accessToken}`, {
    port: driver.isBoundByDpop ? suite.port : suite.mtlsPort,
    client: driver.client.certificate,
  })
  assert.ok([400, 401].includes(inQuery.status))
  if (idToken === undefined) return
  const { json } = await driver.read('/oauth2/userinfo', accessToken)
  assert.equal(json.sub, decodeJwt(idToken).sub)
}

/** By a new key of DPoP, as the suite does; the refresh token of before goes on, and is worth nothing without possession. */
async function refreshes(
  driver: ClientDriver,
  { refreshToken, idToken }: Tokens,
  profile: Profile,
): Promise<void> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
  const anew = driver.isBoundByDpop ? { proofKey: await newKey('ES256') } : {}
  const next = await tokensOf(driver, profile, await driver.token(form, anew))
  assert.equal((await driver.read('/v1/structures', next.accessToken, anew)).status, 200)
  if (idToken !== undefined && next.idToken !== undefined) {
    const [one, other] = [decodeJwt(idToken), decodeJwt(next.idToken)]
    for (const name of ['iss', 'sub', 'aud', 'auth_time']) assert.deepEqual(other[name], one[name], name)
  }
  await tokensOf(driver, profile, await driver.token(form))
  const { status, json } = await driver.token(form, {
    proofKey: undefined,
    certificate: driver.isBoundByDpop ? driver.client.certificate : undefined,
  })
  assert.ok([400, 401].includes(status))
  assert.match(String(json.error), /^invalid_(request|grant|client)$/)
}

/** Another client has no use for tokens, and neither has who holds another key. */
async function isNobodyElses(
  owner: ClientDriver,
  thief: ClientDriver,
  { accessToken, refreshToken }: Tokens,
): Promise<void> {
  const stolen = await thief.read('/v1/structures', accessToken)
  assert.equal(stolen.status, 401, stolen.text)
  const { status, json } = await thief.token({ grant_type: 'refresh_token', refresh_token: refreshToken })
  assert.deepEqual([status, json.error], [400, 'invalid_grant'])
  assert.equal((await owner.token({ grant_type: 'refresh_token', refresh_token: refreshToken })).status, 200)
}
