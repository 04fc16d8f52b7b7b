import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { secretOf } from '../definition.ts'
import { startGatewayWorld } from '../gateway/gateway-world.ts'
import { inHome } from '../oidc/details-world.ts'
import type { Answer, SeededLatchkey } from '../seeded-latchkey.ts'

// A token of less scope, which an app may hand on, says of homes no more than its scope goes to: APIs read it there.

let world: SeededLatchkey
before(async () => {
  world = await startGatewayWorld()
})
after(() => world.end())

const everything = inHome('annas-home', 'all', 'read', 'control', 'unlock')
const reading = inHome('annas-home', 'all', 'read')
const bell = 'https://bell.example.com'

/** What every API is told of the homes of a token. */
async function told(answer: Answer): Promise<object> {
  assert.equal(answer.status, 200, answer.text)
  const token = String(answer.json.access_token)
  const gateway = await world.get('/gateway/devices', {
    authorization: `Bearer ${token}`,
    'latchkey-api-secret': secretOf('devices'),
  })
  return {
    response: answer.json.authorization_details,
    introspection: (await world.introspect('meter-app', token)).json.authorization_details,
    gateway: gateway.headers.get('latchkey-homes'),
  }
}

test('CVE-2026-67332: a token of less scope does not say that it may control and open', async () => {
  const scope = ['devices:read', 'devices:write']
  const audience = [world.issuer, bell]
  const { refreshToken = '' } = await world.connect('meter-app', { scope, audience, details: [everything] })
  const refresh = (more: Readonly<Record<string, string>>) => world.refresh('meter-app', refreshToken, more)
  const whole = { response: [everything], introspection: [everything] }
  const forDevices = { resource: world.issuer }
  assert.deepEqual(await told(await refresh(forDevices)), {
    ...whole,
    gateway: 'annas-home/*=read+control+unlock',
  })
  assert.deepEqual(await told(await refresh({ ...forDevices, scope: 'devices:read' })), {
    response: [reading],
    introspection: [reading],
    gateway: 'annas-home/*=read',
  })
  const signed = await refresh({ resource: bell, scope: 'devices:read' })
  assert.deepEqual(decodeJwt(String(signed.json.access_token)).authorization_details, [reading])
  const asked = JSON.stringify([everything])
  const refused = await refresh({ scope: 'devices:read', authorization_details: asked })
  assert.equal(refused.json.error, 'invalid_authorization_details')
})

test('CVE-2026-67332: nor does the first one', async () => {
  const seed = { scope: ['devices:read', 'devices:write'], details: [everything] }
  const code = await world.newCode('meter-app', seed)
  const form = world.redemption('meter-app', code, { scope: 'devices:read' })
  const { response, introspection } = (await told(await world.token('meter-app', form))) as Record<
    string,
    unknown
  >
  assert.deepEqual([response, introspection], [[reading], [reading]])
})
