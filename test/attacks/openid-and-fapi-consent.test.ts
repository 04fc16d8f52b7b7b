import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anna, ben, definition } from '../definition.ts'
import { manage, registered } from '../oidc/registering.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, newVisitor, type Visitor } from '../sign-in.ts'

// RFC 7592 §2.2: a client that registered itself becomes another one. What people allowed the first one does not count for it.

const callback = 'https://app.example.com/callback'
const elsewhere = 'https://evil.example/callback'

let server: SeededLatchkey
before(async () => {
  server = await startSeeded({ definition: { ...definition, clients: [] } })
})
after(() => server.end())

type Json = Readonly<Record<string, unknown>>

const metadata = {
  client_name: 'Free Lamps',
  redirect_uris: [callback],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: 'openid devices:read',
  token_endpoint_auth_method: 'client_secret_post',
}

function urlOf(client: Json, more: Readonly<Record<string, string>> = {}): string {
  const own = { client_id: String(client.client_id), redirect_uri: callback }
  const asked = { response_type: 'code', scope: 'openid devices:read', state: 'x' }
  return `/oauth2/authorize?${new URLSearchParams({ ...own, ...asked, ...more })}`
}

async function allowedBy(client: Json, person: typeof anna | typeof ben = anna): Promise<Visitor> {
  const visitor = newVisitor(server.issuer)
  assert.match((await allow(visitor, urlOf(client), person)).location ?? '', /code=/)
  return visitor
}

async function silent(visitor: Visitor, client: Json, redirectUri = callback): Promise<string> {
  const response = await visitor.get(urlOf(client, { prompt: 'none', redirect_uri: redirectUri }))
  return response.headers.get('location') ?? (await response.text())
}

async function change(client: Json, more: object): Promise<void> {
  const { status, json } = await manage(client, 'PUT', { client_id: client.client_id, ...metadata, ...more })
  assert.equal(status, 200, JSON.stringify(json))
}

async function verify(client: Json): Promise<void> {
  const clientId = String(client.client_id)
  const seen = (await server.store.findClient(clientId)) ?? assert.fail()
  assert.equal(await server.store.verifyClient(seen), true)
  await seenByTheServer()
}

/** The store was opened beside the server, which looks for changes three times a second. */
const seenByTheServer = () => new Promise((resolve) => setTimeout(resolve, 700))

const becomes = {
  'another host': { redirect_uris: [callback, elsewhere] },
  'another name': { client_name: 'Your Bank' },
  'another logo': { logo_uri: 'https://evil.example/logo.png' },
}

for (const [what, more] of Object.entries(becomes)) {
  test(`it gets ${what}: whoever allowed it before is asked again`, async () => {
    const client = await registered(server.issuer, metadata)
    const visitor = await allowedBy(client)
    assert.match(await silent(visitor, client), /code=/)
    await change(client, more)
    const redirectUri = more === becomes['another host'] ? elsewhere : callback
    assert.match(await silent(visitor, client, redirectUri), /error=consent_required/)
    const page = await (await visitor.get(urlOf(client))).text()
    assert.match(page, /id="consent-form"/)
    await allow(visitor, urlOf(client), anna)
    assert.match(await silent(visitor, client), /code=/, 'and is remembered then')
  })
}

test('what changes nothing that people see asks nobody again, and connections go on in any case', async () => {
  const client = await registered(server.issuer, metadata)
  const own = { client_id: String(client.client_id), client_secret: String(client.client_secret) }
  const visitor = newVisitor(server.issuer)
  const { location = '' } = await allow(visitor, urlOf(client), anna)
  const code = new URL(location).searchParams.get('code') ?? ''
  const form = { ...own, grant_type: 'authorization_code', code, redirect_uri: callback }
  const { json } = await server.post('/oauth2/token', form)
  await change(client, { contacts: ['ops@app.example.com'] })
  assert.match(await silent(visitor, client), /code=/)
  await change(client, becomes['another host'])
  const refresh = { ...own, grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
  const refreshed = await server.post('/oauth2/token', refresh)
  assert.equal(refreshed.status, 200, refreshed.text)
  const authorization = `Bearer ${json.access_token}`
  assert.equal((await server.get('/oauth2/userinfo', { authorization })).status, 200)
})

test('it was verified, and many allowed it: as another app it may not go on with them unasked', async () => {
  const client = await registered(server.issuer, metadata)
  await verify(client)
  const visitor = await allowedBy(client, ben)
  await change(client, becomes['another host'])
  assert.match(await silent(visitor, client, elsewhere), /error=consent_required/)
})

test('an operator takes the verification back: whoever has no place yet is asked, and takes one', async () => {
  const client = await registered(server.issuer, metadata)
  await verify(client)
  const visitor = await allowedBy(client, ben)
  await server.store.unverifyClient(String(client.client_id))
  await seenByTheServer()
  assert.match(await silent(visitor, client), /error=consent_required/)
  await allow(visitor, urlOf(client), ben)
  const members = (await server.store.findClient(String(client.client_id)))?.members ?? []
  assert.equal(members.length, 1)
  assert.match(await silent(visitor, client), /code=/)
})
