// A client that registered itself and the people who allow it: the rule for strangers.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { definition } from '../definition.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'
import { manage, registered, webApp } from './registering.ts'

const password = 'many people say yes'
const most = 25
const people = Array.from({ length: most + 5 }, (_, at) => ({ email: `person-${at}@example.com`, password }))

let started: SeededLatchkey | undefined
before(async () => {
  started = await startSeeded({
    definition: { ...definition, accounts: [...definition.accounts, ...people] },
  })
})
after(() => started?.end())
const running = () => started ?? assert.fail('the server is not there')

type Json = Readonly<Record<string, unknown>>

function requestOf(client: Json, more: Readonly<Record<string, string>> = {}): string {
  const [redirectUri] = client.redirect_uris as readonly string[]
  const query = {
    client_id: String(client.client_id),
    response_type: 'code',
    redirect_uri: String(redirectUri),
  }
  return `/oauth2/authorize?${new URLSearchParams({ ...query, scope: 'openid devices:read', state: 'x', ...more })}`
}

const testersOf = async (client: Json) =>
  (await running().store.findClient(String(client.client_id)))?.members.map(({ accountId }) => accountId) ??
  []

/** Somebody who has signed in and looks at the question, one after the other: passwords are hashed two at a time. */
async function asked(
  client: Json,
  person: (typeof people)[number],
): Promise<[Visitor, Record<string, string>]> {
  const visitor = newVisitor(running().issuer)
  const signIn = await (await visitor.get(requestOf(client))).text()
  const next = await visitor.post('/login', { ...hiddenFields(signIn, 'login-form'), ...person })
  const page = await (await visitor.get(next.headers.get('location') ?? '')).text()
  assert.match(page, /id="consent-form"/)
  return [visitor, hiddenFields(page, 'consent-form')]
}

test('of thirty people who accept at once twenty-five are let in, and the others hear why', async () => {
  const client = await registered(running().issuer)
  const questions: Awaited<ReturnType<typeof asked>>[] = []
  for (const person of people) questions.push(await asked(client, person))
  const answers = await Promise.all(
    questions.map(([visitor, fields]) => visitor.post('/consent', { ...fields, decision: 'accept' })),
  )
  const locations = answers.map((answer) => new URL(answer.headers.get('location') ?? assert.fail()))
  const codes = locations.filter(({ searchParams }) => searchParams.has('code'))
  assert.equal(codes.length, most)
  assert.equal(new Set(await testersOf(client)).size, most)
  const others = locations.filter((location) => !codes.includes(location))
  for (const { searchParams } of others)
    assert.deepEqual([searchParams.get('error'), searchParams.get('state')], ['access_denied', 'x'])
  const loser = people[locations.findIndex(({ searchParams }) => searchParams.has('error'))] ?? assert.fail()
  const again = await allow(newVisitor(running().issuer), requestOf(client), loser)
  assert.match(
    new URL(again.location ?? assert.fail()).searchParams.get('error_description') ?? '',
    /25 accounts/,
  )
  const seen = (await running().store.findClient(String(client.client_id))) ?? assert.fail()
  assert.equal(await running().store.verifyClient(seen), true)
  await new Promise((resolve) => setTimeout(resolve, 700))
  const verified = await allow(newVisitor(running().issuer), requestOf(client), loser)
  assert.ok(
    new URL(verified.location ?? assert.fail()).searchParams.has('code'),
    'once it is verified anybody may',
  )
})

test('whoever allowed it once needs no second place, and the first use keeps the client for ninety days', async () => {
  const client = await registered(running().issuer)
  const [person = assert.fail()] = people
  const end = async () =>
    (await running().store.findClient(String(client.client_id)))?.registration?.expiresAt ?? 0
  const day = 86_400_000
  assert.ok((await end()) < Date.now() + 8 * day)
  for (let time = 0; time < 2; time++) {
    const visitor = newVisitor(running().issuer)
    assert.match(
      (await allow(visitor, requestOf(client, { prompt: 'consent' }), person)).location ?? '',
      /code=/,
    )
    assert.equal((await testersOf(client)).length, 1)
  }
  assert.ok(Math.abs((await end()) - Date.now() - 90 * day) < day)
})

test('who says no takes no place', async () => {
  const client = await registered(running().issuer)
  const [person = assert.fail()] = people
  const { location } = await allow(newVisitor(running().issuer), requestOf(client), person, 'deny')
  assert.match(location ?? '', /error=access_denied/)
  assert.deepEqual(await testersOf(client), [])
})

test('the question says that nobody has verified the app and that it registered itself', async () => {
  const client = await registered(running().issuer, { ...webApp, client_name: 'Google Home' })
  const [visitor] = await asked(client, people[0] ?? assert.fail())
  const page = await (await visitor.get(requestOf(client))).text()
  assert.match(page, /Nobody has verified this app\./)
  assert.match(page, /registered itself/)
})

test('what a client is by its own word is ended by its own word, and every token with it', async () => {
  const client = await registered(running().issuer, {
    ...webApp,
    token_endpoint_auth_method: 'client_secret_post',
  })
  const { location = '' } = await allow(
    newVisitor(running().issuer),
    requestOf(client),
    people[0] ?? assert.fail(),
  )
  const own = { client_id: String(client.client_id), client_secret: String(client.client_secret) }
  const { json } = await running().post('/oauth2/token', {
    ...own,
    grant_type: 'authorization_code',
    code: new URL(location).searchParams.get('code') ?? '',
    redirect_uri: 'https://app.example.com/callback',
  })
  const bearer = { authorization: `Bearer ${json.access_token}` }
  assert.equal((await running().get('/oauth2/userinfo', bearer)).status, 200)
  assert.equal((await manage(client, 'DELETE')).status, 204)
  assert.equal((await running().get('/oauth2/userinfo', bearer)).status, 401)
  const refresh = { ...own, grant_type: 'refresh_token', refresh_token: String(json.refresh_token) }
  assert.equal((await running().post('/oauth2/token', refresh)).json.error, 'invalid_client')
  const page = await newVisitor(running().issuer).get(requestOf(client))
  assert.equal(page.status, 400, 'and nobody is asked for it any more')
})

test('a client that nobody used is forgotten: no page and no token', async () => {
  const client = await registered(running().issuer)
  const clientId = String(client.client_id)
  const { store } = running()
  const found = (await store.findClient(clientId)) ?? assert.fail()
  await store.sweep((found.registration?.expiresAt ?? 0) - 1, 500)
  assert.equal((await manage(client, 'GET')).status, 200)
  await store.sweep(found.registration?.expiresAt ?? 0, 500)
  assert.equal((await manage(client, 'GET')).status, 401)
  const authorization = `Basic ${Buffer.from(`${clientId}:${client.client_secret}`).toString('base64')}`
  const form = {
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri: 'https://app.example.com/callback',
  }
  assert.equal((await running().post('/oauth2/token', form, { authorization })).json.error, 'invalid_client')
})
