import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeChallengeOf } from '@latchkey/protocol'
import { decodeJwt } from 'jose'
import {
  answerTo,
  errorOf,
  otherUri,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  verifier,
} from '../oidc/request-world.ts'
import type { Answer, Form } from '../seeded-latchkey.ts'

// CVE-2026-63687: a request object and the URL around it were mixed, so that one could put its values into the other. Here a request
// is one or the other: beside an object, and beside a pushed request, nothing counts but `client_id`. Conflicting values outside
// are not refused, because OpenID Connect Core §6.1 lets clients repeat some of them there for servers that know no objects.

let world: RequestWorld
before(async () => {
  world = await startRequestWorld()
})
after(() => world.end())

const attackers = 'the-verifier-of-somebody-who-wrote-the-url-43'

/** What an attacker who writes the URL around somebody's object would like to change. */
const outside: Form = {
  response_type: 'token',
  redirect_uri: otherUri,
  scope: 'openid email devices:read',
  state: 'of-the-attacker',
  nonce: 'of-the-attacker',
  code_challenge: codeChallengeOf(attackers),
  code_challenge_method: 'S256',
  response_mode: 'form_post',
  prompt: 'none',
  max_age: '0',
  resource: 'https://plain.example.com',
  dpop_jkt: codeChallengeOf('a key of the attacker'),
  login_hint: 'attacker@example.com',
}

/** The two ways in which a request comes that its client vouches for. */
const vouched: Readonly<
  Record<string, (changes?: Readonly<Record<string, string | undefined>>) => Promise<Form>>
> = {
  'a request object': async (changes) => ({
    client_id: 'signer',
    request: await world.sign('signer', changes),
  }),
  'a pushed request': async (changes) => ({
    client_id: 'signer',
    request_uri: await world.pushed('signer', world.parameters('signer', changes)),
  }),
  'a pushed request object': async (changes) => ({
    client_id: 'signer',
    request_uri: await world.pushed('signer', { ...outside, request: await world.sign('signer', changes) }),
  }),
}

async function redeem(code: string | null, codeVerifier = verifier): Promise<Answer> {
  const form = { grant_type: 'authorization_code', redirect_uri: redirectUri, code_verifier: codeVerifier }
  return world.server.token('signer', { ...form, code: code ?? assert.fail('no code') })
}

for (const [name, request] of Object.entries(vouched)) {
  test(`CVE-2026-63687: nothing in the URL changes ${name}`, async () => {
    const answer = await answerTo(world, { ...outside, ...(await request()) })
    assert.equal(answer.origin + answer.pathname, redirectUri)
    assert.equal(answer.searchParams.get('state'), 'state-of-the-test')
    const stolen = await redeem(answer.searchParams.get('code'), attackers)
    assert.equal(stolen.json.error, 'invalid_grant', 'the challenge is the one of the object')
    const { status, json, text } = await redeem(answer.searchParams.get('code'))
    assert.equal(status, 200, text)
    assert.equal(json.scope, 'openid devices:read')
    assert.equal(json.token_type, 'Bearer')
    assert.equal(decodeJwt(String(json.id_token)).nonce, 'nonce-of-the-test')
  })

  test(`CVE-2026-63687: nothing in the URL fills in what ${name} leaves out`, async () => {
    const without = {
      state: undefined,
      nonce: undefined,
      code_challenge: undefined,
      code_challenge_method: undefined,
    }
    const answer = await answerTo(world, { ...outside, ...(await request(without)) })
    assert.deepEqual([...answer.searchParams.keys()].sort(), ['code', 'iss'])
    const { status, json } = await redeem(answer.searchParams.get('code'))
    assert.deepEqual([status, json.error], [400, 'invalid_grant'], 'a verifier without a challenge')
  })
}

test('CVE-2026-63687: a redirect_uri or response_type that an object lacks is not taken from the URL', async () => {
  const unaddressed = await world.sign('signer', { redirect_uri: undefined })
  const asked = { ...outside, client_id: 'signer' }
  assert.match(await problemOf(world, { ...asked, request: unaddressed }), /redirect_uri is missing/)
  const untyped = await world.sign('signer', { response_type: undefined })
  assert.equal(await errorOf(world, { ...asked, response_type: 'code', request: untyped }), 'invalid_request')
})

test('CVE-2026-63687: an object of one client is none of another, whoever is named around it', async () => {
  const request = await world.sign('signer')
  for (const client_id of ['plain', 'fapi', 'declared']) {
    assert.match(
      await problemOf(world, { ...world.parameters(client_id), request }),
      /^The request object is refused/,
    )
  }
  const { status, json } = await world.push('plain', { ...world.parameters('plain'), request })
  assert.deepEqual([status, json.error], [400, 'invalid_request_object'])
})

test('CVE-2026-63687: a URL with a broken object is not read without it', async () => {
  const asked = world.parameters('plain')
  for (const beside of [
    { request: 'x' },
    { request: 'e30.e30.' },
    { request_uri: 'x' },
    { request_uri: 'https://a.example/o' },
  ]) {
    assert.match(await problemOf(world, { ...asked, ...beside }), /request/)
  }
})

test('what proves who a client is asks for nothing, and what asks proves nobody (RFC 9101 §10.8)', async () => {
  const { client_assertion: assertion = '' } = await world.credentials('fapi')
  const asObject = await world.push('fapi', { request: assertion })
  assert.deepEqual([asObject.status, asObject.json.error], [400, 'invalid_request_object'])
  const request = await world.sign('fapi', { sub: 'fapi', jti: crypto.randomUUID() })
  const form = {
    ...(await world.credentials('fapi')),
    ...world.parameters('fapi'),
    client_assertion: request,
  }
  const asAssertion = await world.server.post('/oauth2/par', form)
  assert.deepEqual([asAssertion.status, asAssertion.json.error], [401, 'invalid_client'])
})
