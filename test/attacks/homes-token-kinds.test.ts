import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { introspectionVerifier, signedVerifier } from '@latchkey/resource-kit'
import { pino } from 'pino'
import { signHomesToken } from '../../apps/auth-server/src/homes/encode-homes-token.ts'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { openLatchkey } from '../../open-latchkey.ts'
import { secretOf } from '../definition.ts'
import { startGatewayWorld } from '../gateway/gateway-world.ts'
import type { SeededLatchkey } from '../seeded-latchkey.ts'

// Signed things of ours that are no access tokens of an app: a backend that holds one gets nowhere with it.

let world: SeededLatchkey
before(async () => {
  world = await startGatewayWorld()
})
after(() => world.end())

/** What the backend of the API `devices` is told of whom it serves; the audience is the server itself. */
async function identity(): Promise<string> {
  const { accessToken } = await world.connect('meter-app')
  const headers = { authorization: `Bearer ${accessToken}`, 'latchkey-api-secret': secretOf('devices') }
  const { status, headers: told } = await world.get('/gateway/devices', headers)
  assert.equal(status, 200)
  return told.get('latchkey-identity') ?? assert.fail('there is no identity')
}

/** The token by which the server asks a backend for homes, of a server that was told that it is that backend itself. */
async function homesToken(audience: string): Promise<string> {
  const env = { LATCHKEY_DATA: world.running.folder, LATCHKEY_ISSUER: world.issuer, LATCHKEY_DEMO: '0' }
  const opened = await openLatchkey(readSettings(env), pino({ level: 'silent' }), { asServer: false })
  try {
    return signHomesToken(opened.server, audience, 'homes:write')
  } finally {
    await opened.close()
  }
}

async function accepted(token: string): Promise<readonly string[]> {
  const authorization = `Bearer ${token}`
  const paths = ['/v1/structures', '/devices', '/v2/locations', '/api/v1/systems', '/oauth2/userinfo']
  const statuses = await Promise.all(
    paths.map(async (path) => [path, (await world.get(path, { authorization })).status] as const),
  )
  const secret = { 'latchkey-api-secret': secretOf('devices') }
  const { status } = await world.get('/gateway/devices', { authorization, ...secret })
  const { json } = await world.introspect('meter-app', token)
  const hits = statuses.filter(([, one]) => one !== 401).map(([path]) => path)
  return [...hits, ...(status === 401 ? [] : ['gateway']), ...(json.active === true ? ['introspection'] : [])]
}

test('CVE-2026-1529: the identity that a gateway tells is no access token, and no app acts with it', async () => {
  const told = await identity()
  assert.deepEqual(await accepted(told), [])
  const jwksUri = `${world.issuer}/oauth2/jwks`
  const verify = signedVerifier({ issuer: world.issuer, audience: world.issuer, jwksUri })
  assert.equal(await verify(told), undefined)
  const asked = introspectionVerifier({
    endpoint: `${world.issuer}/oauth2/introspect`,
    clientId: 'meter-app',
    clientSecret: secretOf('meter-app'),
    audience: world.issuer,
  })
  assert.equal(await asked(told), undefined)
})

test('CVE-2026-1529: a backend gets nowhere with the token by which it was asked for homes', async () => {
  assert.deepEqual(await accepted(await homesToken(world.issuer)), [])
  assert.deepEqual(await accepted(await homesToken('https://homes.example.com')), [])
})

test('CVE-2026-1529: an access token is no identity: the header of a stranger is never what the backend reads', async () => {
  const { accessToken } = await world.connect('meter-app', { audience: ['https://bell.example.com'] })
  const answer = await world.get('/gateway/devices', {
    authorization: `Bearer ${accessToken}`,
    'latchkey-api-secret': secretOf('devices'),
    'latchkey-identity': accessToken,
    'latchkey-subject': 'anna',
  })
  assert.equal(answer.status, 401)
  assert.equal(answer.headers.get('latchkey-subject'), null)
})
