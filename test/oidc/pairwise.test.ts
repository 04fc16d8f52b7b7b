// docs/certification.md, OpenID Connect: public and pairwise subjects (Core §8).

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { ben, type OpenIdWorld, startOpenIdWorld, type Tokens } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

const meter = 'https://meter.example.com'
const plain = 'https://plain.example.com'

async function subjectsOf(clientId: string, { accessToken, refreshToken, claims }: Tokens) {
  const userinfo = (await (await world.userinfo(accessToken)).json()) as { sub: string }
  const [introspected, refresh] = [
    await world.introspect(clientId, accessToken),
    await world.introspect(clientId, refreshToken),
  ]
  return new Set([claims.sub, userinfo.sub, introspected.sub, refresh.sub])
}

test('a client is told one subject everywhere: ID token, userinfo, introspection, refreshed tokens', async () => {
  for (const clientId of ['basic', 'pair-one', 'pair-other']) {
    const tokens = await world.connect(clientId)
    const told = await subjectsOf(clientId, tokens)
    assert.equal(told.size, 1, `${clientId}: ${[...told]}`)
    assert.deepEqual(await subjectsOf(clientId, await world.refresh(clientId, tokens.refreshToken)), told)
  }
})

test('pairwise subjects are the same within a sector, others in another, and never the account’s id', async () => {
  const [open, one, two, other] = await Promise.all(
    ['basic', 'pair-one', 'pair-two', 'pair-other'].map(async (id) => (await world.connect(id)).claims.sub),
  )
  assert.equal(one, two)
  assert.equal(new Set([open, one, other]).size, 3)
  const bens = await world.connect('pair-one', {}, { person: ben })
  assert.notEqual(bens.claims.sub, one)
})

test('a signed access token holds the pairwise subject, and is introspected, accepted and revoked like any', async () => {
  const tokens = await world.connect('pair-one', { resource: meter, scope: 'openid devices:read' })
  const payload = decodeJwt(tokens.accessToken)
  assert.equal(payload.sub, tokens.claims.sub)
  const own = await world.introspect('pair-one', tokens.accessToken)
  const api = await world.introspect('meter-api', tokens.accessToken)
  assert.deepEqual([own.active, own.sub], [true, payload.sub])
  assert.deepEqual([api.active, api.sub], [true, payload.sub])
  assert.equal(
    ((await (await world.userinfo(tokens.accessToken)).json()) as { sub: string }).sub,
    payload.sub,
  )
  await revoke('pair-one', tokens.refreshToken)
  assert.equal((await world.introspect('meter-api', tokens.accessToken)).active, false)
  assert.equal((await world.userinfo(tokens.accessToken)).status, 401)
})

test('an API whose tokens are opaque knows the account, whatever the client is told', async () => {
  const account = (await world.connect('basic')).claims.sub
  const { accessToken } = await world.connect('pair-one', { resource: plain, scope: 'openid devices:read' })
  assert.equal((await world.introspect('plain-api', accessToken)).sub, account)
})

test('the device API answers for an account that its client knows by a pairwise subject', async () => {
  const { accessToken } = await world.connect('pair-one', { scope: 'openid devices:read' })
  const response = await fetch(`${world.issuer}/v1/devices/annas-thermostat`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  assert.equal(response.status, 200)
  assert.match(await response.text(), /annas-thermostat/)
})

async function revoke(clientId: string, token: string): Promise<void> {
  const form = { token, client_id: clientId, client_secret: `a-long-secret-for-${clientId}` }
  const response = await fetch(`${world.issuer}/oauth2/revoke`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  assert.equal(response.status, 200)
}
