import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { decodeJwt } from 'jose'
import { signedIn, submit } from '../console/developer.ts'
import { anna, definition, secretOf } from '../definition.ts'
import { manage, registered } from '../oidc/registering.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, newVisitor } from '../sign-in.ts'

// OpenID Connect Core §8.1: a sector is of whoever receives answers there. Nobody learns the subjects of another's.

const bank = 'https://bank.example/callback'
const own = 'https://evil.example/callback'

let server: SeededLatchkey
let sectors: Server
let sector: string
let listed: readonly string[] = []
before(async () => {
  sectors = createServer((_, answer) => answer.end(JSON.stringify(listed))).listen(0, '127.0.0.1')
  await once(sectors, 'listening')
  const host = `127.0.0.1:${(sectors.address() as AddressInfo).port}`
  sector = `http://${host}/sector.json`
  const [first] = definition.clients
  const pairwise = { ...first, clientId: 'bank', clientSecret: secretOf('bank'), redirectUris: [bank] }
  const clients = [{ ...pairwise, subjectType: 'pairwise', policy: 'openid', scopes: ['openid'] }]
  const env = { LATCHKEY_OUTBOUND_ALLOW: host }
  server = await startSeeded({ definition: { ...definition, clients: [...clients, consoleApp] }, env })
})
after(async () => {
  sectors.close()
  await server.end()
})

const consoleApp = {
  clientId: 'lamps',
  clientSecret: secretOf('lamps'),
  name: 'Lamps',
  owner: anna.email,
  redirectUris: [own],
}

type Json = Readonly<Record<string, unknown>>

const metadata = {
  client_name: 'Free Lamps',
  redirect_uris: [own],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid',
  token_endpoint_auth_method: 'client_secret_post',
}

async function connect(clientId: string, clientSecret: string, redirectUri: string): Promise<Json> {
  const asked = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code', state: 'x' }
  const url = `/oauth2/authorize?${new URLSearchParams({ ...asked, scope: 'openid' })}`
  const { location = '' } = await allow(newVisitor(server.issuer), url, anna)
  const code = new URL(location).searchParams.get('code') ?? assert.fail(location)
  const credentials = { client_id: clientId, client_secret: clientSecret }
  const form = { ...credentials, grant_type: 'authorization_code', code, redirect_uri: redirectUri }
  const { status, json, text } = await server.post('/oauth2/token', form)
  assert.equal(status, 200, text)
  return json
}

const subjectIn = ({ id_token }: Json) => decodeJwt(String(id_token)).sub

/** Every `sub` that the client is told after it has been changed. */
async function subjectsAfter(client: Json, tokens: Json, changes: readonly object[]): Promise<unknown[]> {
  const credentials = { client_id: String(client.client_id), client_secret: String(client.client_secret) }
  const told: unknown[] = []
  for (const change of changes) {
    await manage(client, 'PUT', { client_id: client.client_id, ...metadata, ...change })
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token) }
    const { json } = await server.post('/oauth2/token', { ...credentials, ...refresh })
    if (json.id_token !== undefined) told.push(subjectIn(json))
    const authorization = `Bearer ${json.access_token}`
    told.push((await server.get('/oauth2/userinfo', { authorization })).json.sub)
  }
  return told
}

const pairwise = { subject_type: 'pairwise' }
const ofBank = { redirect_uris: [bank] }

const ways: Readonly<Record<string, readonly [first: object, ...changes: object[]]>> = {
  'a pairwise client takes the address of another sector': [pairwise, { ...pairwise, ...ofBank }],
  'a public client becomes a pairwise one there': [{}, { ...pairwise, ...ofBank }],
  'a public client goes there first and becomes pairwise then': [{}, ofBank, { ...pairwise, ...ofBank }],
}

for (const [way, [first, ...changes]] of Object.entries(ways)) {
  test(`${way}: with the connections that it has it learns no subject of that sector`, async () => {
    const sub = subjectIn(await connect('bank', secretOf('bank'), bank))
    const client = await registered(server.issuer, { ...metadata, ...first })
    const tokens = await connect(String(client.client_id), String(client.client_secret), own)
    assert.notEqual(subjectIn(tokens), sub)
    const told = await subjectsAfter(client, tokens, changes)
    assert.ok(told.length > 0)
    assert.ok(!told.includes(sub), 'it knows the person as the bank does')
  })
}

test('before anybody has allowed it a client may still find its sector', async () => {
  const client = await registered(server.issuer, metadata)
  const changed = { client_id: client.client_id, ...metadata, ...pairwise }
  const { status, json } = await manage(client, 'PUT', changed)
  assert.deepEqual([status, json.subject_type], [200, 'pairwise'])
  const moved = { ...changed, redirect_uris: ['https://lamps.example/callback'] }
  assert.equal((await manage(client, 'PUT', moved)).status, 200)
})

test('a pairwise client that people have allowed may change what its sector is not made of', async () => {
  const client = await registered(server.issuer, { ...metadata, ...pairwise })
  await connect(String(client.client_id), String(client.client_secret), own)
  const same = { client_id: client.client_id, ...metadata, ...pairwise, client_name: 'Lamps for free' }
  const { status, json } = await manage(client, 'PUT', { ...same, redirect_uris: [`${own}/2`] })
  assert.equal(status, 200, JSON.stringify(json))
  const { status: refused, json: why } = await manage(client, 'PUT', { ...same, ...ofBank })
  assert.deepEqual([refused, why.error], [400, 'invalid_redirect_uri'])
  assert.match(String(why.error_description), /^redirect_uris: .*pairwise/)
})

test('in the console nobody enters a sector whose owner does not know the app', async () => {
  const developer = await signedIn(server.issuer, anna)
  const save = (fields: Readonly<Record<string, string>>) =>
    submit(developer, '/console/apps/lamps/settings', 'settings-form', fields)
  const fields = { subjectType: 'pairwise', sectorIdentifierUri: sector }
  for (const known of [[], [bank], ['https://lamps.example/callback']]) {
    listed = known
    const { response, page } = await save(fields)
    assert.equal(response.status, 400)
    assert.match(page, /Sector identifier: the document there does not list every redirect URI\./)
  }
  assert.equal((await server.store.findClient('lamps'))?.sectorIdentifierUri, undefined)
  listed = [own]
  assert.equal((await save(fields)).response.status, 303)
  assert.equal((await save({ redirectUris: bank })).response.status, 400)
  sectors.close()
  sectors.closeAllConnections()
  assert.equal(
    (await save({ name: 'More lamps' })).response.status,
    303,
    'what is not about it is saved anyway',
  )
})
