import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { recordSecrets } from '../log-secrets.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { type Answered, manage, registered, send, webApp } from './registering.ts'

let started: SeededLatchkey | undefined
before(async () => {
  started = await startSeeded()
})
after(() => started?.end())
const running = () => started ?? assert.fail('the server is not there')
const issuer = () => running().issuer

type Json = Readonly<Record<string, unknown>>

const basic = (client: Json) => ({
  authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
})

/** Whether the client's own credentials are right: an unknown code is refused only after they were. */
async function authenticates(client: Json): Promise<boolean> {
  const form = {
    grant_type: 'authorization_code',
    code: 'unknown',
    redirect_uri: 'https://app.example.com/callback',
  }
  const { json } = await running().post('/oauth2/token', form, basic(client))
  return json.error === 'invalid_grant'
}

const updated = (client: Json, more: object = {}) => ({ ...webApp, client_id: client.client_id, ...more })

test('who has the token reads what is registered, but no secret', async () => {
  const client = await registered(issuer())
  const { status, headers, json } = await manage(client, 'GET')
  assert.deepEqual([status, headers.get('cache-control')], [200, 'no-store'])
  const { client_secret, client_secret_expires_at, ...others } = client
  assert.deepEqual(json, others)
  assert.ok(client_secret !== undefined && client_secret_expires_at !== undefined)
})

test('an update replaces everything: what it leaves out is gone, id, token and secret stay', async () => {
  const client = await registered(issuer(), {
    ...webApp,
    logo_uri: 'https://app.example.com/logo.png',
    contacts: ['a@app.example.com'],
    default_max_age: 60,
  })
  const change = {
    client_name: 'Renamed',
    client_secret: client.client_secret,
    tos_uri: 'https://app.example.com/tos',
  }
  const { status, json } = await manage(client, 'PUT', updated(client, { ...change, contacts: null }))
  assert.equal(status, 200, JSON.stringify(json))
  const expected = { name: json.client_name, tos: json.tos_uri, token: json.registration_access_token }
  assert.deepEqual(expected, {
    name: 'Renamed',
    tos: 'https://app.example.com/tos',
    token: client.registration_access_token,
  })
  for (const name of ['logo_uri', 'contacts', 'default_max_age', 'client_secret'])
    assert.ok(!(name in json), name)
  assert.deepEqual((await manage(client, 'GET')).json, json)
  assert.equal(await authenticates(client), true)
})

test('an update to another way of authentication brings a secret or takes it away', async () => {
  const client = await registered(issuer(), { ...webApp, token_endpoint_auth_method: 'none' })
  assert.ok(!('client_secret' in client))
  const kept = await manage(
    client,
    'PUT',
    updated(client, { token_endpoint_auth_method: 'client_secret_basic' }),
  )
  assert.equal(kept.json.client_secret_expires_at, 0)
  const withSecret = { ...client, client_secret: kept.json.client_secret }
  assert.equal(await authenticates(withSecret), true)
  const again = await manage(
    client,
    'PUT',
    updated(client, { token_endpoint_auth_method: 'client_secret_post' }),
  )
  assert.ok(!('client_secret' in again.json), 'the same secret goes on')
  await manage(client, 'PUT', updated(client, { token_endpoint_auth_method: 'none' }))
  assert.equal(await authenticates(withSecret), false)
  assert.deepEqual((await running().store.findClient(String(client.client_id)))?.secrets, [])
})

const updatesRefused: readonly (readonly [change: object, description: RegExp])[] = [
  [{ client_id: undefined }, /^client_id: must be the one/],
  [{ client_id: 'standard' }, /^client_id: must be the one/],
  [{ client_secret: 'another-secret-than-was-given' }, /^client_secret: must be the one/],
  [{ client_secret: 7 }, /^client_secret: must be the one/],
  [{ registration_access_token: 'x' }, /^registration_access_token: an update must not hold it$/],
  [{ registration_client_uri: 'x' }, /must not hold it$/],
  [
    { client_secret_expires_at: 0, client_id_issued_at: 1 },
    /^client_secret_expires_at, client_id_issued_at: /,
  ],
  [{ redirect_uris: ['http://app.example.com/'] }, /^redirect_uris\[0\]: /],
  [{ policy: 'nibe' }, /^policy: /],
]

for (const [change, description] of updatesRefused) {
  test(`an update that is refused changes nothing: ${JSON.stringify(change)}`, async () => {
    const client = await registered(issuer())
    const before = (await manage(client, 'GET')).json
    const { status, json } = await manage(client, 'PUT', updated(client, change))
    assert.equal(status, 400)
    assert.match(String(json.error), /^invalid_(?:client_metadata|redirect_uri)$/)
    assert.match(String(json.error_description), description)
    assert.deepEqual((await manage(client, 'GET')).json, before)
  })
}

test('a deleted client is gone, and so is the right to ask for it', async () => {
  const client = await registered(issuer())
  assert.equal(await authenticates(client), true)
  const answer = await manage(client, 'DELETE')
  assert.deepEqual([answer.status, answer.headers.get('cache-control')], [204, 'no-store'])
  assert.equal(await authenticates(client), false)
  for (const method of ['GET', 'DELETE']) assert.equal((await manage(client, method)).status, 401)
  const put = await manage(client, 'PUT', updated(client))
  assert.equal(put.status, 401)
})

test('without the right token a client is as unknown as one that never was', async () => {
  const [client, other] = [await registered(issuer()), await registered(issuer())]
  const own = String(client.registration_client_uri)
  const base = `${issuer()}/oauth2/register`
  const bearer = (token: unknown) => ({ authorization: `Bearer ${token}` })
  const told = ({ status, headers, json }: Answered) => {
    const { error, error_description } = json
    return { status, error, error_description, challenge: headers.get('www-authenticate') }
  }
  const expected = {
    status: 401,
    error: 'invalid_token',
    error_description: 'The registration access token is not valid.',
    challenge:
      'Bearer realm="registration", error="invalid_token", error_description="The registration access token is not valid."',
  }
  const asked: readonly (readonly [url: string, headers: Readonly<Record<string, string>>])[] = [
    [own, {}],
    [own, bearer('wrong')],
    [own, bearer(other.registration_access_token)],
    [own, bearer(client.client_secret)],
    [own, basic(client)],
    [`${base}/unknown`, bearer(client.registration_access_token)],
    [`${base}/standard`, bearer(client.registration_access_token)],
    [`${base}/standard`, bearer('')],
    [`${base}/meter-api`, bearer('wrong')],
  ]
  for (const [url, headers] of asked) {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const body = method === 'PUT' ? updated(client) : undefined
      assert.deepEqual(told(await send(url, method, body, headers)), expected, `${method} ${url}`)
    }
  }
  const access = await running().connect('standard')
  assert.equal((await send(own, 'GET', undefined, bearer(access.accessToken))).status, 401)
})

test('a suspended client is not its own any more, until it is restored', async () => {
  const client = await registered(issuer())
  await running().cli('client', 'suspend', String(client.client_id))
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const { status, json } = await manage(client, method, method === 'PUT' ? updated(client) : undefined)
    assert.deepEqual([status, json.error], [403, 'access_denied'])
  }
  await running().cli('client', 'restore', String(client.client_id))
  assert.equal((await manage(client, 'GET')).status, 200)
})

test('what an operator gave or took stays through an update; a verification only while nothing of it changes', async () => {
  const client = await registered(issuer())
  const clientId = String(client.client_id)
  const find = () => running().store.findClient(clientId)
  const seen = (await find()) ?? assert.fail('it is not there')
  await running().store.changeClient({
    ...seen,
    publisher: 'Acme',
    policy: 'default',
    scopes: [...seen.scopes, 'meter:read'],
  })
  await running().store.verifyClient((await find()) ?? seen)
  const scope = [...seen.scopes, 'meter:read'].join(' ')
  const same = await manage(
    client,
    'PUT',
    updated(client, { scope, jwks: null, redirect_uris: ['https://app.example.com/other'] }),
  )
  assert.deepEqual([same.status, same.json.policy, same.json.scope], [200, 'default', scope])
  const kept = await find()
  assert.deepEqual([kept?.publisher, kept?.verified], ['Acme', true])
  await manage(client, 'PUT', updated(client, { scope, redirect_uris: ['https://elsewhere.example.com/'] }))
  assert.equal((await find())?.verified, false)
})

test('neither the tokens nor the secrets stand in the log', async () => {
  const client = await registered(issuer())
  const secrets = new Set<string>([String(client.registration_access_token)])
  recordSecrets(secrets, client)
  await manage({ ...client, registration_access_token: `${client.registration_access_token}x` }, 'GET')
  const { stdout, stderr } = running().running.output
  for (const secret of secrets) assert.ok(!(stdout + stderr).includes(secret))
})
