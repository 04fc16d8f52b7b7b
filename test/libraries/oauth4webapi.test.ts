// What oauth4webapi alone has: an API that checks signed access tokens by itself, and one that asks for signed answers.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { secretOf } from '../definition.ts'
import { serverExtensions } from '../oidc/mtls-server.ts'
import type { App, Library } from './library.ts'
import { startLibraryWorld } from './library-world.ts'
import { oauth4webapi } from './oauth4webapi-library.ts'
import { openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer, keys, server } = world

const meter = 'https://meter.example.com'
const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer))
const keptKeys: { jwks?: oauth.JWKS; uat?: number } = {}

// Another company's API: it answers with the claims of the token, or with the code of the library's error.
const certificate = server.maker.issue(server.authority, { extensions: serverExtensions })
const api = createServer(certificate, async (request, answer) => {
  try {
    answer.end(JSON.stringify(await checked(request)))
  } catch (error) {
    answer.writeHead(403).end(JSON.stringify({ code: (error as oauth.OperationProcessingError).code }))
  }
})
let address = issuer
before(async () => {
  await once(api.listen(0, '127.0.0.1'), 'listening')
  address = new URL(`https://localhost:${(api.address() as AddressInfo).port}`)
})
after(() => {
  api.closeAllConnections()
  api.close()
})

/** `/` takes every signed token for the meter; `/bound` only bound ones; `/other` is another API. */
function checked({ url = '/', method = 'GET', headers }: IncomingMessage) {
  const { authorization, dpop } = headers
  const request = new Request(new URL(url, address), {
    method,
    headers: { ...(authorization && { authorization }), ...(typeof dpop === 'string' && { dpop }) },
  })
  const audience = url === '/other' ? 'https://plain.example.com' : meter
  return oauth.validateJwtAccessToken(as, request, audience, {
    requireDPoP: url === '/bound',
    signingAlgorithms: ['ES256'],
    [oauth.jwksCache]: keptKeys as oauth.JWKSCacheInput,
  })
}

async function read(app: App, token: string, path: string) {
  const answer = await app.call(token, new URL(path, address))
  return (await answer.json()) as Readonly<Record<string, unknown>>
}

async function opened(library: Library, clientId: 'key-ES256' | 'fapi'): Promise<App> {
  const authentication = { method: 'private_key_jwt', key: keys[clientId] } as const
  const dpopKey = clientId === 'fapi' ? { dpopKey: await library.newKey('ES256') } : {}
  return library.open(issuer, { clientId, authentication, ...dpopKey })
}

for (const library of [openidClient, oauth4webapi]) {
  test(`an API checks a signed access token by itself (RFC 9068), which ${library.name} sends`, async () => {
    const app = await opened(library, 'key-ES256')
    const { answer } = await app.own({ scope: 'meter:read', resource: meter })
    const said = await read(app, answer.access_token, '/')
    assert.deepEqual([said.client_id, said.scope, said.aud], ['key-ES256', 'meter:read', meter])
    assert.deepEqual(await read(app, answer.access_token, '/other'), { code: oauth.JWT_CLAIM_COMPARISON })
    assert.deepEqual(await read(app, answer.access_token, '/bound'), { code: oauth.INVALID_RESPONSE })
    const sealed = await app.own({ scope: 'devices:read' })
    assert.notEqual((await read(app, sealed.answer.access_token, '/')).code, undefined)
  })

  test(`an API checks a token that is bound to a key, and its proof (RFC 9449), which ${library.name} sends`, async () => {
    const app = await opened(library, 'fapi')
    const { answer } = await app.own({ scope: 'meter:read', resource: meter })
    for (const path of ['/', '/bound']) {
      const { client_id, cnf } = await read(app, answer.access_token, path)
      assert.deepEqual([client_id, cnf], ['fapi', { jkt: await app.thumbprint() }])
    }
    const thief = await opened(library, 'fapi')
    assert.deepEqual(await read(thief, answer.access_token, '/bound'), { code: oauth.JWT_CLAIM_COMPARISON })
    const stolen = await oauth.protectedResourceRequest(answer.access_token, 'GET', address)
    assert.deepEqual(await stolen.json(), { code: oauth.INVALID_RESPONSE })
  })

  test(`an API asks, by ${library.name}, for signed answers about a token (RFC 9701)`, async () => {
    const plain = 'https://plain.example.com'
    const app = await opened(library, 'key-ES256')
    const { answer } = await app.own({ scope: 'devices:read', resource: plain })
    const asking = await library.open(issuer, {
      clientId: 'plain-api',
      authentication: { method: 'client_secret_basic', secret: secretOf('plain-api') },
      registered: { introspection_signed_response_alg: 'ES256' },
    })
    const { active, aud, client_id } = await asking.introspect(answer.access_token)
    assert.deepEqual({ active, aud, client_id }, { active: true, aud: plain, client_id: 'key-ES256' })
    assert.equal((await asking.introspect('nobodys')).active, false)
  })
}

test('the keys of the server were asked for once, and kept', () => {
  assert.ok(keptKeys.jwks?.keys.every(({ alg, d }) => alg !== undefined && d === undefined))
})

test('both metadata documents, checked by the library, say the same', async () => {
  const answer = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2' })
  const plain = await oauth.processDiscoveryResponse(issuer, answer)
  for (const [name, value] of Object.entries(plain)) assert.deepEqual(as[name], value, name)
})

test('one signed answer may be asked for by who registered no algorithm', async () => {
  const client = { client_id: 'basic' }
  const secret = oauth.ClientSecretBasic(secretOf('basic'))
  const response = await oauth.introspectionRequest(as, client, secret, 'nobodys', {
    requestJwtResponse: true,
  })
  assert.equal(response.headers.get('content-type'), 'application/token-introspection+jwt')
  assert.equal((await oauth.processIntrospectionResponse(as, client, response)).active, false)
  await oauth.validateApplicationLevelSignature(as, response)
})

test('requests that are no requests to an API: without a token, by another scheme, in the clear', async () => {
  const bare = new Request(meter)
  await assert.rejects(oauth.validateJwtAccessToken(as, bare, meter), { code: oauth.INVALID_REQUEST })
  const basic = new Request(meter, { headers: { authorization: 'Basic eDp5' } })
  await assert.rejects(oauth.validateJwtAccessToken(as, basic, meter), oauth.UnsupportedOperationError)
  await assert.rejects(oauth.protectedResourceRequest('any', 'GET', new URL('http://localhost/')), {
    code: oauth.HTTP_REQUEST_FORBIDDEN,
  })
})

test('an API whose clock is a day ahead finds every token to be over', async () => {
  const app = await opened(oauth4webapi, 'key-ES256')
  const { answer } = await app.own({ scope: 'meter:read', resource: meter })
  const headers = { authorization: `Bearer ${answer.access_token}` }
  const late = { [oauth.clockSkew]: 86_400 }
  await assert.rejects(oauth.validateJwtAccessToken(as, new Request(meter, { headers }), meter, late), {
    code: oauth.JWT_TIMESTAMP_CHECK,
  })
})

test('the metadata say of no flow that it is there when it is not: devices, CIBA', async () => {
  const client = { client_id: 'basic' }
  const secret = oauth.ClientSecretBasic(secretOf('basic'))
  for (const ask of [oauth.deviceAuthorizationRequest, oauth.backchannelAuthenticationRequest])
    await assert.rejects(ask(as, client, secret, { scope: 'openid' }), {
      code: oauth.MISSING_SERVER_METADATA,
    })
})
