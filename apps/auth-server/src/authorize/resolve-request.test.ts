import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { OAuthError } from '@latchkey/protocol'
import fc from 'fast-check'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { issuer, openTestServer, type TestServer } from '../open-test-server.testing.ts'
import { objectProblem } from '../request-objects/decode-object-claims.ts'
import { sampleClient } from '../store/contract/samples.testing.ts'
import { resolveRequest } from './resolve-request.ts'

let opened: TestServer
let privateKey: CryptoKey
const clientId = 'signing'
before(async () => {
  opened = await openTestServer()
  const pair = await generateKeyPair('ES256')
  privateKey = pair.privateKey
  const jwks = { keys: [await exportJWK(pair.publicKey)] }
  await opened.server.store.saveClient(
    sampleClient({
      clientId,
      jwks,
      dialect: 'standard',
      policy: 'openid',
      requestUris: ['https://app.example.com/o'],
    }),
  )
})
after(() => opened.close())

const resolve = (pairs: readonly (readonly [string, string])[]) =>
  resolveRequest(opened.server, pairs, () => {})

/** Resolves, or throws what a person can be told. */
async function staysCalm(pairs: readonly (readonly [string, string])[]): Promise<void> {
  try {
    await resolve(pairs)
  } catch (error) {
    assert.ok(error instanceof OAuthError, String(error))
    assert.notEqual(error.code, 'server_error')
  }
}

const part = fc.oneof(
  fc.string(),
  fc.json().map((text) => Buffer.from(text).toString('base64url')),
  fc.constant(Buffer.from('{"alg":"ES256"}').toString('base64url')),
)

test('whatever stands in request or request_uri, nothing is thrown but an OAuthError', async () => {
  const jwt = fc.tuple(part, part, part).map((parts) => parts.join('.'))
  const uri = fc.oneof(
    fc.webUrl(),
    fc.string().map((text) => `urn:ietf:params:oauth:request_uri:${text}`),
    jwt,
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(jwt, fc.string()),
      uri,
      fc.boolean(),
      async (request, requestUri, isByValue) => {
        const asked = isByValue ? ['request', request] : ['request_uri', requestUri]
        await staysCalm([
          ['client_id', clientId],
          [asked[0] ?? '', asked[1] ?? ''],
        ])
      },
    ),
    { numRuns: 100 },
  )
})

test('whatever a signed object holds, its parameters are texts, and none comes from outside', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), async (claims, state) => {
      const text = await new SignJWT({ ...claims, state })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey)
      const { parameters, origin } = await resolve([
        ['client_id', clientId],
        ['request', text],
        ['outside', 'x'],
        ['state', 'outside'],
      ])
      assert.equal(origin.kind, 'signed')
      assert.ok(
        parameters.every((pair) => pair.length === 2 && pair.every((word) => typeof word === 'string')),
      )
      assert.deepEqual(parameters[0], ['client_id', clientId])
      assert.ok(Object.hasOwn(claims, 'outside') || !parameters.some(([name]) => name === 'outside'))
      assert.deepEqual(
        parameters.filter(([name]) => name === 'state'),
        [['state', state]],
      )
    }),
    { numRuns: 60 },
  )
})

test('whatever the claims are, they are judged, and what is right stays right when others are added', () => {
  const now = 1_800_000_000
  const right = { iss: clientId, client_id: clientId, aud: issuer, nbf: now, exp: now + 60 }
  for (const isStrict of [true, false]) {
    const situation = { clientId, issuer, now, isStrict }
    assert.equal(objectProblem(right, situation), undefined)
    const others = fc.dictionary(fc.string({ minLength: 12 }), fc.jsonValue())
    fc.assert(fc.property(others, (more) => objectProblem({ ...more, ...right }, situation) === undefined))
    const name = fc.constantFrom('iss', 'client_id', 'aud', 'nbf', 'exp', 'sub', 'request', 'request_uri')
    fc.assert(
      fc.property(name, fc.jsonValue(), (changed, value) => {
        const said = objectProblem({ ...right, [changed]: value }, situation)
        assert.ok(said === undefined || said.length > 10)
      }),
    )
    for (const changed of ['iss', 'client_id', 'aud', 'nbf', 'exp']) {
      assert.match(objectProblem({ ...right, [changed]: null }, situation) ?? '', /its (\w+) is/, changed)
    }
  }
})
