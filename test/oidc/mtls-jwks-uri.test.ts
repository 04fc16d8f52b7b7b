import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import type { Issued } from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { jwkOf } from './mtls-clients.ts'
import { type MtlsServer, serverExtensions, startMtlsServer } from './mtls-server.ts'

// A client with self-signed certificates that publishes its keys itself, and takes a new one when it likes.

let server: MtlsServer
/** Whose keys stand behind `jwks_uri` now; `undefined` when nothing does. */
let published: readonly Issued[] | undefined
let reads = 0
const host = createServer((_request, response) => {
  reads++
  if (published === undefined) response.writeHead(500).end()
  else
    response
      .setHeader('content-type', 'application/jwk-set+json')
      .end(
        JSON.stringify({ keys: [{ kty: 'OKP', crv: 'X448', x: 'AA', use: 'enc' }, ...published.map(jwkOf)] }),
      )
})

before(async () => {
  host.listen(0, '127.0.0.1')
  await once(host, 'listening')
  const { port } = host.address() as AddressInfo
  server = await startMtlsServer({
    definition: (maker, authority) => {
      const { cert, key } = maker.issue(authority, { subject: '/CN=localhost', extensions: serverExtensions })
      host.setSecureContext({ cert, key })
      const own = {
        tokenEndpointAuthMethod: 'self_signed_tls_client_auth',
        grantTypes: ['client_credentials'],
      }
      const client = { clientId: 'publishing', name: 'P', ...own, jwksUri: `https://localhost:${port}/jwks` }
      return { clients: [client, { ...client, clientId: 'other' }] }
    },
    env: { LATCHKEY_OUTBOUND_ALLOW: `localhost:${port}` },
  })
})
after(async () => {
  host.closeAllConnections()
  host.close()
  await server.end()
})

async function token(clientId: string, client: Issued) {
  const form = { grant_type: 'client_credentials', client_id: clientId }
  return server.ask('/oauth2/token', { form, client })
}

test('keys behind jwks_uri are read when they are needed, and again, though not often, for a key that is new', async () => {
  const [first, second] = [server.maker.selfSigned(), server.maker.selfSigned()]
  published = [first]
  for (let count = 0; count < 3; count++) assert.equal((await token('publishing', first)).status, 200)
  assert.equal(reads, 1)
  published = [second]
  const early = await token('publishing', second)
  assert.deepEqual([early.status, early.json.error], [401, 'invalid_client'])
  assert.equal(reads, 1, 'half a minute has not gone by')
  assert.equal((await token('publishing', first)).status, 200)
})

test('keys that cannot be read are no fault of ours', async () => {
  published = undefined
  const answer = await token('other', server.maker.selfSigned())
  assert.deepEqual([answer.status, answer.json.error], [401, 'invalid_client'])
  assert.match(
    String(answer.json.error_description),
    /The client's keys could not be read: it answers with status 500/,
  )
})
