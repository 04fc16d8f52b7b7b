import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { anna, secretOf } from '../definition.ts'
import { type SeededLatchkey, startSeeded, tokensOf } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

const meter = 'https://meter.example.com'
const plain = 'https://plain.example.com'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded()
})
after(() => server.end())

const inspect = (api: string, token: string) =>
  server.post('/oauth2/introspect', { token, client_id: api, client_secret: secretOf(api) })

const tooMuch = ['meter:read', 'READSYSTEM', 'user', 'admin', 'structures:read admin', 'STRUCTURES:READ']

for (const scope of tooMuch) {
  test(`CVE-2024-52287: ${scope} is refused wherever a scope is sent`, async () => {
    const code = await server.newCode('standard', { scope: ['structures:read'] })
    const form = server.redemption('standard', code)
    for (const [clientId, grant] of [
      ['standard', { grant_type: 'client_credentials' }],
      ['standard', form],
      ['honeywell', { grant_type: 'client_credentials' }],
      ['gogox', { grant_type: 'client_credentials' }],
    ] as const) {
      if (clientId === 'honeywell' && scope === 'user') continue
      const { status, text } = await server.token(clientId, { ...grant, scope })
      assert.equal(status, 400, text)
      assert.match(text, /invalid_scope/)
    }
    const { refreshToken = '' } = tokensOf(await server.token('standard', form))
    const { json } = await server.refresh('standard', refreshToken, { scope })
    assert.equal(json.error, 'invalid_scope')
    const { headers } = await server.get(authorizeUrl({ scope }))
    assert.match(headers.get('location') ?? '', /error=invalid_scope/)
  })
}

test('CVE-2026-9792: a narrower refresh cannot grow beyond what was granted', async () => {
  const scope = ['structures:read', 'devices:read']
  const { refreshToken = '' } = await server.connect('standard', { scope })
  const narrow = await server.refresh('standard', refreshToken, { scope: 'devices:read' })
  const { accessToken } = tokensOf(narrow)
  assert.equal((await server.introspect('standard', accessToken)).json.scope, 'devices:read')
  const { status } = await server.get('/v1/structures', { authorization: `Bearer ${accessToken}` })
  assert.equal(status, 403)
  const again = await server.refresh('standard', refreshToken, { scope: 'devices:read devices:write' })
  assert.equal(again.json.error, 'invalid_scope')
})

test('a lasting token asked for with less of the scope has that much, though its family was allowed more', async () => {
  const code = await server.newCode('lasting', { scope: ['structures:read', 'devices:read'] })
  const form = { ...server.redemption('lasting', code), scope: 'devices:read' }
  const { accessToken, refreshToken } = tokensOf(await server.token('lasting', form))
  assert.equal(refreshToken, undefined)
  assert.match(accessToken, /^lk_at_4/)
  assert.equal((await server.introspect('lasting', accessToken)).json.scope, 'devices:read')
})

test('a Nest client cannot ask for a scope: its permissions are the client’s', async () => {
  const code = await server.newCode('nest-web')
  const form = { ...server.redemption('nest-web', code), scope: 'meter:read' }
  const { accessToken } = tokensOf(await server.token('nest-web', form))
  const { scope } = (await server.introspect('nest-web', accessToken)).json
  assert.equal(scope, 'structures:read structures:write devices:read devices:write')
})

test('CVE-2026-67332: an audience that nobody allowed is refused at code and refresh', async () => {
  const ours = server.issuer
  for (const resource of [meter, plain, 'https://evil.example', 'not a uri', `${ours}#x`, '//x']) {
    const code = await server.newCode('standard')
    const form = server.redemption('standard', code)
    assert.equal((await server.token('standard', { ...form, resource })).json.error, 'invalid_target')
    const { refreshToken = '' } = tokensOf(await server.token('standard', form))
    const { json } = await server.refresh('standard', refreshToken, { resource })
    assert.equal(json.error, 'invalid_target')
  }
})

test('CVE-2026-67332: what was granted for two APIs may be narrowed to one, and asked for no third', async () => {
  const { refreshToken = '' } = await server.connect('standard', { audience: [meter, plain] })
  const narrow = tokensOf(await server.refresh('standard', refreshToken, { resource: plain }))
  assert.equal((await inspect('plain-api', narrow.accessToken)).json.active, true)
  assert.deepEqual((await inspect('meter-api', narrow.accessToken)).json, { active: false })
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: refreshToken,
    client_id: 'standard',
    client_secret: secretOf('standard'),
  })
  for (const resource of [plain, server.issuer]) form.append('resource', resource)
  const { json } = await server.send('/oauth2/token', { method: 'POST', body: form })
  assert.equal(json.error, 'invalid_target')
})

test('a token for one API is none for another', async () => {
  const forMeter = await server.connect('standard', { audience: [meter] })
  const forPlain = await server.connect('standard', { audience: [plain] })
  const forDevices = await server.connect('standard')
  assert.equal(decodeJwt(forMeter.accessToken).aud, meter)
  const active = async (api: string, { accessToken }: { accessToken: string }) =>
    (await inspect(api, accessToken)).json.active
  assert.equal(await active('meter-api', forMeter), true)
  assert.equal(await active('plain-api', forPlain), true)
  for (const tokens of [forPlain, forDevices]) assert.equal(await active('meter-api', tokens), false)
  for (const tokens of [forMeter, forDevices]) assert.equal(await active('plain-api', tokens), false)
  for (const { accessToken } of [forMeter, forPlain]) {
    const { status } = await server.get('/v1/structures', { authorization: `Bearer ${accessToken}` })
    assert.equal(status, 401)
  }
})

test('an API cannot ask for tokens, refresh or revoke: it only asks about them', async () => {
  const { accessToken, refreshToken = '' } = await server.connect('standard', { audience: [plain] })
  const credentials = { client_id: 'plain-api', client_secret: secretOf('plain-api') }
  for (const form of [
    { grant_type: 'client_credentials' },
    { grant_type: 'refresh_token', refresh_token: refreshToken },
  ]) {
    assert.equal((await server.post('/oauth2/token', { ...form, ...credentials })).status, 401)
  }
  assert.equal((await server.post('/oauth2/revoke', { token: accessToken, ...credentials })).status, 401)
  assert.deepEqual((await inspect('plain-api', refreshToken)).json, { active: false })
  assert.equal((await inspect('plain-api', accessToken)).json.active, true)
})

test("a client's own token is nobody's: no home, no person, and a subject that no account has", async () => {
  for (const clientId of ['standard', 'honeywell', 'gogox']) {
    const own = tokensOf(await server.token(clientId, { grant_type: 'client_credentials' }))
    const authorization = `Bearer ${own.accessToken}`
    assert.deepEqual(JSON.parse((await server.get('/v1/structures', { authorization })).text), {
      structures: [],
    })
    assert.equal((await server.get('/v1/devices/annas-thermostat', { authorization })).status, 404)
    assert.equal((await server.get('/oauth2/userinfo', { authorization })).status, 401)
    const { sub } = (await server.introspect(clientId, own.accessToken)).json
    assert.equal(sub, `client:${clientId}`)
  }
})

test('homes and devices of others do not exist for a token (BOLA)', async () => {
  const { accessToken } = await server.connect('standard', { email: anna.email })
  const authorization = `Bearer ${accessToken}`
  const foreign = ['/v1/structures/bens-home', '/v1/devices/bens-thermostat', '/v1/devices/nothing']
  for (const path of foreign) {
    assert.equal((await server.get(path, { authorization })).status, 404, path)
    const headers = { authorization, 'content-type': 'application/json' }
    const { status } = await server.send(path, { method: 'PATCH', headers, body: '{"name":"Mine"}' })
    assert.equal(status, 404, path)
  }
})

test('an authorization request for an unknown resource goes back to its client with invalid_target', async () => {
  const { location } = await allow(
    newVisitor(server.issuer),
    authorizeUrl({ resource: 'https://evil.example' }),
    anna,
  )
  assert.match(location ?? '', /^https:\/\/app\.example\.com\/callback\?error=invalid_target&/)
})

test('a lasting token is said to live as long as it does, also for an API whose tokens are signed', async () => {
  const code = await server.newCode('lasting', { audience: ['https://meter.example.com'] })
  const { json } = await server.token('lasting', server.redemption('lasting', code))
  assert.match(String(json.access_token), /^lk_at_4/)
  assert.equal(json.expires_in, 400 * 86_400)
})
