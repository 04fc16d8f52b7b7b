import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { anna, ben, definition } from '../definition.ts'
import { manage, registered } from '../oidc/registering.ts'
import { type SeededLatchkey, startSeeded } from '../seeded-latchkey.ts'
import { allow, hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'

// What signing out must not tell an app, and where it must not lead: RFC 9700 §4.11, OpenID Connect Core §8.

const callback = 'https://app.example.com/callback'
const phishing = 'https://phishing.example/sign-in-again'

let server: SeededLatchkey
let stranger: Readonly<Record<string, unknown>>
before(async () => {
  server = await startSeeded({ definition: { ...definition, clients: [] } })
  stranger = await newStranger()
})
after(() => server.end())

const newStranger = (more: object = {}) =>
  registered(server.issuer, {
    client_name: 'Free Lamps',
    redirect_uris: [callback],
    post_logout_redirect_uris: [phishing],
    scope: 'openid',
    token_endpoint_auth_method: 'client_secret_post',
    ...more,
  })

interface SignedIn {
  readonly visitor: Visitor
  readonly idToken: string
}

type Json = Readonly<Record<string, unknown>>

async function signIn(
  client: Json,
  person: { readonly email: string; readonly password: string } = anna,
  visitor = newVisitor(server.issuer),
): Promise<SignedIn> {
  const [redirectUri = ''] = client.redirect_uris as readonly string[]
  const own = { client_id: String(client.client_id), redirect_uri: redirectUri }
  const query = new URLSearchParams({ ...own, response_type: 'code', scope: 'openid', state: 'x' })
  const { location = '' } = await allow(visitor, `/oauth2/authorize?${query}`, person)
  const { json } = await server.post('/oauth2/token', {
    ...own,
    client_secret: String(client.client_secret),
    grant_type: 'authorization_code',
    code: new URL(location).searchParams.get('code') ?? '',
  })
  return { visitor, idToken: String(json.id_token) }
}

const linkOf = (idToken: string) =>
  `/oauth2/logout?${new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: phishing, state: 'x' })}`

/** A page says where the app would like to have the person, and only a click leads there. */
async function assertAsked(response: Response): Promise<void> {
  assert.equal(response.headers.get('location'), null)
  const page = await response.text()
  assert.match(page, /id="logout-done"/)
  assert.match(
    page,
    /<a class="button" id="logout-continue" href="https:\/\/phishing\.example\/sign-in-again\?state=x">/,
  )
  assert.match(page, /phishing\.example<\/bdi>/)
  assert.match(page, /Not verified/i)
  assert.doesNotMatch(page, /<script/)
}

describe('a link with an ID token of somebody’s own app leads nobody out of here', () => {
  test('who is not signed in', async () => {
    const { idToken } = await signIn(stranger)
    await assertAsked(await newVisitor(server.issuer).get(linkOf(idToken)))
  })

  test('who is signed in, and signs out as the app asks', async () => {
    const attacker = await signIn(stranger)
    const victim = await signIn(await newStranger(), ben)
    const page = await (await victim.visitor.get(linkOf(attacker.idToken))).text()
    const fields = hiddenFields(page, 'logout-form')
    await assertAsked(await victim.visitor.post('/logout', { ...fields, decision: 'logout' }))
  })

  test('who was signed in to it in this very session goes back to it', async () => {
    const { visitor, idToken } = await signIn(stranger)
    const response = await visitor.get(linkOf(idToken))
    assert.equal(response.headers.get('location'), `${phishing}?state=x`)
  })

  test('an app that an operator has verified gets everybody back, until it names another host', async () => {
    const client = await newStranger()
    const { idToken } = await signIn(client)
    const clientId = String(client.client_id)
    await server.store.verifyClient((await server.store.findClient(clientId)) ?? assert.fail())
    await seenByTheServer()
    const response = await newVisitor(server.issuer).get(linkOf(idToken))
    assert.equal(response.headers.get('location'), `${phishing}?state=x`)
    const { registration_access_token: _1, registration_client_uri: _2, ...metadata } = client
    const { client_id_issued_at: _3, client_secret_expires_at: _4, ...kept } = metadata
    const moved = { ...kept, redirect_uris: [callback, 'https://other.example/callback'] }
    assert.equal((await manage(client, 'PUT', moved)).status, 200)
    await assertAsked(await newVisitor(server.issuer).get(linkOf(idToken)))
  })
})

/** The store was opened beside the server, which looks for changes three times a second. */
const seenByTheServer = () => new Promise((resolve) => setTimeout(resolve, 700))

describe('two apps cannot tell by a session that two pairwise subjects are one person', () => {
  const pairwise = { subject_type: 'pairwise' }

  test('ID tokens of one browser have nothing in common', async () => {
    const one = await newStranger(pairwise)
    const other = await newStranger({ ...pairwise, redirect_uris: ['https://other.example.com/callback'] })
    const { visitor, idToken } = await signIn(one)
    const second = await signIn(other, anna, visitor)
    const [first, last] = [decodeJwt(idToken), decodeJwt(second.idToken)]
    assert.ok(first.sid && last.sid)
    assert.notEqual(first.sid, last.sid)
    assert.notEqual(first.sub, last.sub)
    const again = await signIn(one, anna, visitor)
    assert.equal(decodeJwt(again.idToken).sid, first.sid, 'each app knows the session again')
  })

  test('neither does the account’s id stand in what they are told', async () => {
    const { id } = (await server.store.findAccountByEmail(anna.email)) ?? assert.fail()
    const { idToken } = await signIn(await newStranger(pairwise))
    assert.ok(!JSON.stringify(decodeJwt(idToken)).includes(id))
  })
})
