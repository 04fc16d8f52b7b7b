// What goes wrong, by each library: the errors of the server are such as they know, and what is not ours they find out.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { secretOf } from '../definition.ts'
import type { App, AppSetting, Library } from './library.ts'
import { answerOf, startLibraryWorld } from './library-world.ts'
import { oauth4webapi } from './oauth4webapi-library.ts'
import { openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer, keys, certificates } = world

const basic = withSecret('basic')

function withSecret(clientId: string, secret = secretOf(clientId)): AppSetting {
  return { clientId, authentication: { method: 'client_secret_basic', secret } }
}

const fapi: AppSetting = {
  clientId: 'fapi',
  authentication: { method: 'private_key_jwt', key: keys.fapi },
  registered: { id_token_signed_response_alg: 'ES256' },
  pushes: true,
}

async function answered(app: App, more = {}) {
  const begun = await app.begin(more)
  const answer = await answerOf(begun.url)
  return { ...begun, answer: answer instanceof URL ? answer : assert.fail() }
}

/** An error in the body of an answer. */
const refused = (library: Library, error: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof library.errors.body, String(thrown))
  assert.deepEqual([thrown.code, thrown.error, thrown.status], [oauth.RESPONSE_BODY_ERROR, error, 400])
  return true
}

/** A `WWW-Authenticate` with these parameters in its first challenge. */
function challenged(library: Library, status: number, parameters: Readonly<Record<string, string>>) {
  return (thrown: unknown) => {
    assert.ok(thrown instanceof library.errors.challenge, String(thrown))
    assert.deepEqual([thrown.code, thrown.status], [oauth.WWW_AUTHENTICATE_CHALLENGE, status])
    const told: Readonly<Record<string, unknown>> = { ...thrown.cause[0]?.parameters }
    for (const [name, value] of Object.entries(parameters)) assert.equal(told[name], value)
    return true
  }
}

/** RFC 9110 §15.5.2: every 401 has a challenge, which both libraries read before the body. */
const unauthenticated = (library: Library) => challenged(library, 401, { realm: 'latchkey' })

/** An error that the person's browser brings back. */
const sentBack = (library: Library, error: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof library.errors.authorization, String(thrown))
  assert.deepEqual([thrown.code, thrown.error], [oauth.AUTHORIZATION_RESPONSE_ERROR, error])
  return true
}

/** What the library finds out by itself. */
const foundOut = (library: Library, code: string) => (thrown: unknown) => {
  assert.ok(thrown instanceof library.errors.unexpected, String(thrown))
  assert.equal(thrown.code, code)
  return true
}

const stories: Readonly<Record<string, (library: Library) => Promise<void>>> = {
  'invalid_grant: a wrong verifier does not burn the code, and a second use ends what the first began':
    spentCode,
  'access_denied: DENY comes back with state and iss': denied,
  'an answer of another server, of another request, or with another nonce is found out': mixedUp,
  'invalid_client: a wrong secret, a stranger’s certificate, an assertion that lives over an hour': strangers,
  'invalid_scope, unsupported_grant_type, unauthorized_client': wrongRequests,
  'invalid_request: who must push its requests and does not, who must prove a key and does not': notPushed,
  'invalid_request_object: one that is over': overRequest,
  'invalid_dpop_proof: one for another method, at the token endpoint and at the API': wrongProof,
  'invalid_token and insufficient_scope: a challenge with the scope that is missing': challenges,
  'what the server does not offer, the library does not ask for': notOffered,
}

for (const library of [openidClient, oauth4webapi])
  for (const [name, story] of Object.entries(stories)) test(`${library.name}: ${name}`, () => story(library))

async function spentCode(library: Library): Promise<void> {
  const app = await library.open(issuer, basic)
  const { answer, finish } = await answered(app)
  const again = () => new URL(answer)
  const verifier = oauth.generateRandomCodeVerifier()
  await assert.rejects(finish(again(), { verifier }), refused(library, 'invalid_grant'))
  const tokens = await finish(again())
  await assert.rejects(finish(again()), refused(library, 'invalid_grant'))
  assert.equal((await app.introspect(tokens.answer.access_token)).active, false)
}

async function denied(library: Library): Promise<void> {
  const app = await library.open(issuer, basic)
  const { url, finish } = await app.begin({ prompt: 'consent' })
  await assert.rejects(finish(await answerOf(url, 'deny')), sentBack(library, 'access_denied'))
}

/** RFC 9207 §2.4: the metadata promise `iss`, so an answer with another one, or with none, is refused. */
async function mixedUp(library: Library): Promise<void> {
  const app = await library.open(issuer, basic)
  const { answer, finish, nonce, state } = await answered(app)
  for (const iss of ['https://other.example.com', undefined]) {
    const changed = new URL(answer)
    changed.searchParams.delete('iss')
    if (iss !== undefined) changed.searchParams.set('iss', iss)
    await assert.rejects(finish(changed), foundOut(library, oauth.INVALID_RESPONSE))
  }
  const otherState = finish(answer, { expectedState: nonce })
  await assert.rejects(otherState, foundOut(library, oauth.INVALID_RESPONSE))
  const otherNonce = finish(answer, { expectedNonce: state })
  await assert.rejects(otherNonce, foundOut(library, oauth.JWT_CLAIM_COMPARISON))
  const next = await answered(app)
  const { answer: tokens, claims } = await next.finish(next.answer)
  const sub = claims?.sub ?? assert.fail()
  await assert.rejects(app.userinfo(tokens.access_token, `${sub}x`), {
    code: oauth.JSON_ATTRIBUTE_COMPARISON,
  })
}

async function strangers(library: Library): Promise<void> {
  const guessing = await library.open(issuer, withSecret('basic', 'not the secret'))
  await assert.rejects(guessing.own(), unauthenticated(library))
  for (const [clientId, certificate] of [
    ['by-authority', certificates.selfSigned],
    ['by-own-certificate', certificates.issued],
  ] as const) {
    const app = await library.open(issuer, { clientId, certificate, authentication: { method: 'tls' } })
    await assert.rejects(app.own(), unauthenticated(library))
  }
  const lasting = (_: unknown, payload: Record<string, unknown>) => {
    payload.exp = Number(payload.iat) + 2 * 3600
  }
  const key = keys['key-ES256']
  const authentication = { method: 'private_key_jwt', key, modify: lasting } as const
  const app = await library.open(issuer, { clientId: 'key-ES256', authentication })
  await assert.rejects(app.own(), unauthenticated(library))
}

async function wrongRequests(library: Library): Promise<void> {
  const app = await library.open(issuer, basic)
  await assert.rejects(app.own({ scope: 'structures:write' }), refused(library, 'invalid_scope'))
  await assert.rejects(
    app.own({ resource: 'https://nobody.example.com' }),
    refused(library, 'invalid_target'),
  )
  await assert.rejects(app.grant('urn:example:another'), refused(library, 'unsupported_grant_type'))
  const open = await library.open(issuer, { clientId: 'public', authentication: { method: 'none' } })
  await assert.rejects(open.own(), refused(library, 'unauthorized_client'))
}

async function notPushed(library: Library): Promise<void> {
  const app = await library.open(issuer, { ...fapi, pushes: false })
  const { answer, finish } = await answered(app)
  await assert.rejects(finish(answer), sentBack(library, 'invalid_request'))
  await assert.rejects(app.own(), refused(library, 'invalid_request'))
}

async function overRequest(library: Library): Promise<void> {
  const modifiesRequest = (_: unknown, payload: Record<string, unknown>) => {
    payload.exp = Number(payload.iat) - 3600
  }
  const setting = {
    ...fapi,
    clientId: 'messages',
    signsBy: keys.messages,
    modifiesRequest,
    readsSigned: true,
  }
  const authentication = { method: 'private_key_jwt', key: keys.messages } as const
  const dpopKey = await library.newKey('ES256')
  const app = await library.open(issuer, { ...setting, authentication, dpopKey })
  await assert.rejects(app.begin(), refused(library, 'invalid_request_object'))
}

async function wrongProof(library: Library): Promise<void> {
  const dpopKey = await library.newKey('ES256')
  const holder = await library.open(issuer, { ...fapi, dpopKey })
  const { answer } = await holder.own()
  const modifiesProof = (_: unknown, payload: Record<string, unknown>) => {
    payload.htm = 'PUT'
  }
  const app = await library.open(issuer, { ...fapi, dpopKey, modifiesProof })
  await assert.rejects(app.own(), refused(library, 'invalid_dpop_proof'))
  const url = new URL('/v1/structures', issuer)
  await assert.rejects(
    app.call(answer.access_token, url),
    challenged(library, 401, { error: 'invalid_dpop_proof' }),
  )
  assert.equal((await holder.call(answer.access_token, url)).status, 200)
}

async function challenges(library: Library): Promise<void> {
  const app = await library.open(issuer, basic)
  await assert.rejects(
    app.userinfo('nobodys', 'nobody'),
    challenged(library, 401, { error: 'invalid_token' }),
  )
  const { answer } = await app.own({ scope: 'devices:read' })
  const url = new URL('/v1/structures/annas-home', issuer)
  await assert.rejects(
    app.call(answer.access_token, url, 'PATCH'),
    challenged(library, 403, { error: 'insufficient_scope', scope: 'structures:write' }),
  )
}

async function notOffered(library: Library): Promise<void> {
  const app = await library.open(issuer, { ...basic, algorithm: 'oauth2' })
  const { answer } = await app.own({ scope: 'devices:read' })
  const userinfo = app.userinfo(answer.access_token, 'nobody')
  await assert.rejects(userinfo, foundOut(library, oauth.MISSING_SERVER_METADATA))
  await assert.rejects(
    app.call(answer.access_token, new URL('http://127.0.0.1/')),
    foundOut(library, oauth.HTTP_REQUEST_FORBIDDEN),
  )
}
