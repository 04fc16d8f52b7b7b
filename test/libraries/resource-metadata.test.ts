// How a program that knows nothing but the address of an API finds who gives tokens for it (RFC 9728).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { secretOf } from '../definition.ts'
import { startLibraryWorld } from './library-world.ts'
import { openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer } = world
const authentication = { method: 'client_secret_basic', secret: secretOf('basic') } as const

for (const path of ['', '/v1', '/mcp']) {
  test(`oauth4webapi reads the document of ${path || 'the whole API'}, and the server's own from there`, async () => {
    const resource = new URL(path, issuer)
    const found = await oauth.processResourceDiscoveryResponse(
      resource,
      await oauth.resourceDiscoveryRequest(resource),
    )
    assert.deepEqual(found.authorization_servers, [issuer.origin])
    assert.equal(found.tls_client_certificate_bound_access_tokens, true)
    const server = new URL(found.authorization_servers?.[0] ?? '')
    const as = await oauth.processDiscoveryResponse(server, await oauth.discoveryRequest(server))
    const unknown = found.scopes_supported?.filter((scope) => !as.scopes_supported?.includes(scope))
    assert.deepEqual(unknown, [])
  })
}

test('a document of another identifier is refused by the library', async () => {
  const response = await oauth.resourceDiscoveryRequest(new URL('/v1', issuer))
  await assert.rejects(oauth.processResourceDiscoveryResponse(new URL('/mcp', issuer), response), {
    code: oauth.JSON_ATTRIBUTE_COMPARISON,
  })
})

test('the challenge of a refused call leads to the document', async () => {
  const app = await openidClient.open(issuer, { clientId: 'basic', authentication })
  const error = await app.call('lk_at_1unknown', new URL('/v1/structures', issuer)).catch((thrown) => thrown)
  assert.ok(error instanceof client.WWWAuthenticateChallengeError)
  const address = error.cause[0]?.parameters.resource_metadata
  const resource = new URL('/v1', issuer)
  const found = await oauth.processResourceDiscoveryResponse(resource, await fetch(address ?? ''))
  assert.equal(found.resource, resource.href)
})
