import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, secretOf } from '../definition.ts'
import { registered } from '../oidc/registering.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { redirectUri } from './agent.ts'

// What strangers and wrong tokens get of the MCP server, over the network.

let server: SeededLatchkey
let token: string
before(async () => {
  server = await startSeeded()
  token = (await server.connect('standard')).accessToken
})
after(() => server.end())

const message = (name: string, args: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } })

function post(authorization: string | undefined, body: string, more: Record<string, string> = {}) {
  return server.send('/mcp', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(authorization !== undefined && { authorization }),
      ...more,
    },
    body,
  })
}

test('a token of another API opens nothing', async () => {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    resource: 'https://meter.example.com',
  })
  const { json } = await server.send('/oauth2/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`standard:${secretOf('standard')}`)}` },
    body,
  })
  const refused = await post(`Bearer ${json.access_token}`, message('list_homes'))
  assert.equal(refused.status, 401)
  assert.match(refused.headers.get('www-authenticate') ?? '', /error="invalid_token".*resource_metadata=/)
})

test('a client’s own token covers no home', async () => {
  const { json } = await server.send('/oauth2/token', {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`standard:${secretOf('standard')}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: `${server.issuer}/mcp` }),
  })
  const { status, text } = await post(`Bearer ${json.access_token}`, message('list_homes'))
  assert.deepEqual([status, /"homes":\[\]/.test(text)], [200, true], text)
})

test('a token counts in its header alone', async () => {
  const inUrl = await server.send(`/mcp?access_token=${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: message('list_homes'),
  })
  assert.equal(inUrl.status, 400)
  assert.equal((await post(undefined, message('list_homes', { access_token: token }))).status, 401)
  for (const authorization of [
    `Basic ${token}`,
    `Bearer ${token}, Bearer ${token}`,
    'Bearer',
    `BearerToken ${token}`,
  ])
    assert.ok((await post(authorization, message('list_homes'))).status >= 400, authorization)
})

test('a page of a stranger gets nothing, even with a token', async () => {
  const { status, text } = await post(`Bearer ${token}`, message('list_homes'), {
    origin: 'https://evil.example',
  })
  assert.equal(status, 403)
  assert.doesNotMatch(text, /annas-home/)
})

test('what is sent beyond the limits is answered, not obeyed', async () => {
  const bearer = `Bearer ${token}`
  assert.equal((await post(bearer, message('list_homes', { pad: 'x'.repeat(66_000) }))).status, 413)
  assert.equal((await post(bearer, `[${message('list_homes')},${message('list_homes')}]`)).status, 400)
  const deep = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${'['.repeat(20_000)}${']'.repeat(20_000)}}`
  assert.ok((await post(bearer, deep)).status < 500)
  assert.equal((await post(bearer, message('list_homes'))).status, 200)
})

test('another person’s home is not there, by any tool', async () => {
  const calls: Readonly<Record<string, object>> = {
    read_device: { device: 'bens-thermostat' },
    list_devices: { home: 'bens-home' },
    set_temperature: { device: 'bens-thermostat', celsius: 30 },
    set_mode: { device: 'bens-thermostat', mode: 'off' },
    run_fan: { device: 'bens-thermostat', minutes: 15 },
    set_presence: { home: 'bens-home', presence: 'away' },
    lock_door: { device: 'bens-thermostat' },
    unlock_door: { device: 'bens-thermostat' },
    set_camera_streaming: { device: 'bens-thermostat', isStreaming: true },
    set_water_valve: { device: 'bens-thermostat', isOpen: true },
  }
  for (const [name, args] of Object.entries(calls)) {
    const { status, text } = await post(`Bearer ${token}`, message(name, args))
    assert.equal(status, 200)
    assert.match(text, /There is no such (?:device|home), or it was not shared/, name)
    assert.doesNotMatch(text, /Flur|Bens hus/, name)
  }
})

test('a revoked token opens nothing more', async () => {
  const { accessToken, refreshToken } = await server.connect('standard')
  assert.equal((await post(`Bearer ${accessToken}`, message('list_homes'))).status, 200)
  await server.revoke('standard', refreshToken ?? '')
  assert.equal((await post(`Bearer ${accessToken}`, message('list_homes'))).status, 401)
})

/** What comes of Anna's yes to an app that registered this scope and asks for another: a code, or what she reads. */
async function askedFor(registeredScope: string, scope: string): Promise<string> {
  const { client_id } = await registered(server.issuer, {
    redirect_uris: [redirectUri],
    token_endpoint_auth_method: 'none',
    scope: registeredScope,
  })
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: String(client_id),
    redirect_uri: redirectUri,
    scope,
    state: 'x',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  })
  const { location, page } = await allow(newVisitor(server.issuer), `/oauth2/authorize?${query}`, anna)
  return location ?? page
}

test('an app that registered itself may ask for more of the homes, and for nothing else', async () => {
  const more = await askedFor('devices:read', 'structures:read devices:read devices:write')
  assert.match(more, /\?code=/)
  const beyond = [
    'devices:read email',
    'devices:read meter:read',
    'devices:read READSYSTEM',
    'devices:read user',
  ]
  for (const scope of beyond)
    assert.match(await askedFor('devices:read', scope), /is not among those that may be asked for/, scope)
  assert.match(await askedFor('openid', 'openid devices:read'), /is not among those that may be asked for/)
})
