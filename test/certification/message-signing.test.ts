// docs/certification.md, FAPI 2.0 Message Signing: requests as signed objects, and answers as signed objects.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, type JWTPayload, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'
import { type Changes, type ClientDriver, driverOf } from './client-driver.ts'
import { algorithmOf, callbackWithQuery, type Suite, startSuite } from './suite.ts'

let suite: Suite
before(async () => {
  suite = await startSuite()
})
after(() => suite.end())

const seconds = (ahead = 0) => Math.floor(Date.now() / 1000) + ahead

/** The claims of a request object as the suite makes them; `undefined` takes one away. */
function claimsOf(driver: ClientDriver, asked: Changes, changes: object): JWTPayload {
  const times = { nbf: seconds(), exp: seconds(300) }
  const own = { iss: driver.clientId, aud: suite.issuer, client_id: driver.clientId, ...times }
  return { ...driver.parameters(asked), ...own, ...changes }
}

function sign(
  driver: ClientDriver,
  claims: JWTPayload,
  header: object = {},
  signer = driver,
): Promise<string> {
  const alg = algorithmOf(signer.clientId)
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid: signer.clientId, ...header })
    .sign(signer.client.key ?? assert.fail())
}

const jarm = { response_mode: 'jwt' }

/** What is in the one parameter of an answer; checked as the suite does. */
async function opened(driver: ClientDriver, answer: URL): Promise<JWTPayload> {
  const others = [...answer.searchParams.keys()].filter((name) => !name.startsWith('dummy'))
  assert.deepEqual(others, ['response'])
  const keys = createRemoteJWKSet(new URL(`${suite.issuer}/oauth2/jwks`))
  const { payload, protectedHeader } = await jwtVerify(answer.searchParams.get('response') ?? '', keys, {
    issuer: suite.issuer,
    audience: driver.clientId,
    algorithms: ['PS256', 'ES256', 'EdDSA'],
    requiredClaims: ['exp'],
  })
  assert.ok(protectedHeader.kid)
  const lives = (payload.exp ?? 0) - seconds()
  assert.ok(lives > 0 && lives <= 600, `it lives ${lives} seconds`)
  return payload
}

async function pushed(driver: ClientDriver, asked: Changes, changes: object = {}, header: object = {}) {
  const request = await sign(driver, claimsOf(driver, asked, changes), header)
  const { status, json, text } = await driver.push({ request, client_id: driver.clientId })
  assert.equal(status, 201, text)
  return { client_id: driver.clientId, request_uri: String(json.request_uri) }
}

const modes = { 'signed answers': jarm, 'plain answers': {} } as const
const scopes = { 'with OpenID': 'openid structures:read', 'without OpenID': 'structures:read' } as const

for (const [how, mode] of Object.entries(modes))
  for (const [with_, scope] of Object.entries(scopes))
    describe(`${how}, ${with_}`, () => {
      const read = async (driver: ClientDriver, to: URL) =>
        mode === jarm ? opened(driver, to) : Object.fromEntries(to.searchParams)

      const clients = [
        () => driverOf(suite, 'signing-1'),
        () => driverOf(suite, 'signing-2', callbackWithQuery),
      ] as const

      test('both clients get their tokens; the second one names the type and iat', async () => {
        for (const [at, client] of clients.entries()) {
          const driver = await client()
          const [changes, header] = at === 0 ? [{}, {}] : [{ iat: seconds() }, { typ: 'oauth-authz-req+jwt' }]
          const state = 's'.repeat(128)
          const request = await pushed(driver, { ...mode, scope, state }, changes, header)
          const answer = await read(driver, await driver.answer(request))
          assert.deepEqual([answer.state, answer.iss], [state, suite.issuer])
          const tokens = await driver.token(driver.redemption(String(answer.code)))
          assert.equal(tokens.status, 200, tokens.text)
          assert.equal('id_token' in tokens.json, scope.startsWith('openid'))
          assert.equal((await driver.read('/v1/structures', String(tokens.json.access_token))).status, 200)
        }
      })

      test('a tester who says no, and a request without state', async () => {
        for (const client of clients) {
          const driver = await client()
          const denied = await read(
            driver,
            await driver.answer(await pushed(driver, { ...mode, scope }), 'deny'),
          )
          assert.equal(denied.error, 'access_denied')
          assert.equal('code' in denied, false)
          const stateless = { ...mode, scope, state: undefined }
          const answer = await read(driver, await driver.answer(await pushed(driver, stateless)))
          assert.equal('state' in answer, false)
          assert.ok(answer.code)
        }
      })
    })

const objects: Readonly<Record<string, readonly [changes: () => object, isGood: boolean]>> = {
  'a list that holds the issuer as aud': [() => ({ aud: [suite.issuer, 'https://other.example.com'] }), true],
  'nbf 8 seconds ahead': [() => ({ nbf: seconds(8), exp: seconds(308) }), true],
  'no nbf': [() => ({ nbf: undefined }), false],
  'no exp': [() => ({ exp: undefined }), false],
  'an object that has expired': [() => ({ nbf: seconds(-600), exp: seconds(-300) }), false],
  'nbf 70 minutes ago': [() => ({ nbf: seconds(-70 * 60), exp: seconds(300) }), false],
  'exp 70 minutes after nbf': [() => ({ nbf: seconds(), exp: seconds(70 * 60) }), false],
  'another aud': [() => ({ aud: 'https://other.example.com' }), false],
  'a request_uri inside': [() => ({ request_uri: 'urn:ietf:params:oauth:request_uri:x' }), false],
}

describe('request objects', () => {
  for (const [name, [changes, isGood]] of Object.entries(objects))
    test(`${isGood ? 'taken' : 'refused'}: ${name}`, async () => {
      const driver = await driverOf(suite, 'signing-1')
      const request = await sign(driver, claimsOf(driver, {}, changes()))
      const { status, json } = await driver.push({ request, client_id: driver.clientId })
      assert.deepEqual([status, json.error], isGood ? [201, undefined] : [400, 'invalid_request_object'])
    })

  test('refused: signed by RS256, by the other client or by nobody', async () => {
    const [one, two] = [await driverOf(suite, 'signing-1'), await driverOf(suite, 'signing-2')]
    const claims = claimsOf(two, {}, {})
    const forged = [
      await sign(two, claims, { alg: 'RS256' }),
      await sign(two, claims, {}, one),
      await sign(two, claims, { kid: two.clientId }, one),
      new UnsecuredJWT(claims).encode(),
      (await sign(two, claims)).replace(/.{8}$/, 'AAAAAAAA'),
    ]
    for (const request of forged) {
      const { status, json } = await two.push({ request, client_id: two.clientId })
      assert.deepEqual([status, json.error], [400, 'invalid_request_object'])
    }
  })

  test('refused: without redirect_uri, with another one, and with what is no code', async () => {
    const driver = await driverOf(suite, 'signing-1')
    const wrong = [
      { redirect_uri: undefined },
      { redirect_uri: 'https://evil.example/cb' },
      { response_type: 'token' },
    ]
    for (const asked of wrong) {
      const request = await sign(driver, claimsOf(driver, asked, {}))
      const { status, json } = await driver.push({ request, client_id: driver.clientId })
      assert.equal(status, 400)
      assert.match(String(json.error), /^(invalid_request(_object)?|unsupported_response_type)$/)
    }
  })

  test('refused: parameters that are not signed', async () => {
    const driver = await driverOf(suite, 'signing-1')
    const { status, json } = await driver.push(driver.parameters())
    assert.deepEqual([status, json.error], [400, 'invalid_request'])
  })

  test('state and nonce of the URL do not count, whether the object has its own or none', async () => {
    const driver = await driverOf(suite, 'signing-1')
    for (const own of ['inside', undefined]) {
      const request = await pushed(driver, { state: own, nonce: own })
      const to = await driver.answer({ ...request, state: 'outside', nonce: 'outside' })
      assert.equal(to.searchParams.get('state') ?? undefined, own)
      const { json } = await driver.token(driver.redemption(to.searchParams.get('code') ?? ''))
      const [, payload = ''] = String(json.id_token).split('.')
      assert.equal(JSON.parse(Buffer.from(payload, 'base64url').toString()).nonce, own)
    }
  })
})

test('the metadata offer signed requests and signed answers', async () => {
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const { json } = await suite.ask(`/.well-known/${name}`, { port: suite.port })
    assert.ok((json.response_modes_supported as string[]).includes('jwt'))
    for (const member of ['authorization', 'request_object'])
      for (const alg of ['PS256', 'ES256', 'EdDSA'])
        assert.ok(
          (json[`${member}_signing_alg_values_supported`] as string[]).includes(alg),
          `${member} ${alg}`,
        )
  }
})
