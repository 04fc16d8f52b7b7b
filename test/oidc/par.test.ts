import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sha256 } from '@latchkey/protocol'
import { secretOf } from '../definition.ts'
import type { Form } from '../seeded-latchkey.ts'
import { allow } from '../sign-in.ts'
import { type DpopKey, newKey, proofFor } from './dpop.ts'
import {
  anna,
  answerTo,
  errorOf,
  hiddenFields,
  newVisitor,
  otherUri,
  problemOf,
  type RequestWorld,
  redirectUri,
  startRequestWorld,
  urlOf,
  verifier,
} from './request-world.ts'

// RFC 9126, and what certification asks of it.

let world: RequestWorld
before(async () => {
  world = await startRequestWorld()
})
after(() => world.end())

/** Puts a pushed request at another time of its life. */
async function savedUri(clientId: string, expiresInMillis: number): Promise<string> {
  const uri = `urn:ietf:params:oauth:request_uri:${crypto.randomUUID()}`
  const parameters = Object.entries(world.parameters(clientId))
  const expiresAt = Date.now() + expiresInMillis
  await world.server.store.savePushedRequest({
    hash: sha256(uri),
    clientId,
    parameters,
    isSigned: false,
    expiresAt,
  })
  return uri
}

test('a push is answered with 201, an address that nobody guesses, and its life', async () => {
  for (const clientId of ['plain', 'pushes', 'fapi', 'public', 'standard']) {
    const changes = clientId === 'public' ? { redirect_uri: 'http://127.0.0.1:5000/callback' } : {}
    const { status, headers, json } = await world.push(clientId, world.parameters(clientId, changes))
    assert.equal(status, 201, JSON.stringify(json))
    assert.deepEqual(Object.keys(json), ['request_uri', 'expires_in'])
    assert.match(String(json.request_uri), /^urn:ietf:params:oauth:request_uri:[A-Za-z0-9]{42,}$/)
    assert.equal(json.expires_in, 60)
    assert.equal(headers.get('cache-control'), 'no-store')
    assert.match(headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(headers.get('access-control-allow-origin'), '*', 'public apps run in browsers')
  }
  const asked = {
    method: 'OPTIONS',
    headers: { origin: 'https://spa.example', 'access-control-request-method': 'POST' },
  }
  assert.equal(
    (await world.server.send('/oauth2/par', asked)).headers.get('access-control-allow-origin'),
    '*',
  )
})

test('client_id and request_uri suffice, and what stands beside them is as if it were not there', async () => {
  const uri = await world.pushed('pushes')
  const beside = {
    state: 'another',
    nonce: 'another',
    redirect_uri: otherUri,
    scope: 'openid',
    response_type: 'token',
  }
  const answer = await answerTo(world, {
    ...beside,
    client_id: 'pushes',
    request_uri: uri,
    code_challenge: 'x',
  })
  assert.equal(answer.origin + answer.pathname, redirectUri)
  assert.deepEqual([...answer.searchParams.keys()].sort(), ['code', 'iss', 'state'])
  assert.equal(answer.searchParams.get('state'), 'state-of-the-test')
  assert.equal(answer.searchParams.get('iss'), world.issuer)
  const code = answer.searchParams.get('code') ?? ''
  const tokens = await world.server.token('pushes', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  })
  assert.equal(tokens.status, 200, tokens.text)
  assert.equal(tokens.json.scope, 'openid devices:read')
})

test('no state was pushed: none comes back, whatever stands in the URL', async () => {
  const uri = await world.pushed('pushes', world.parameters('pushes', { state: undefined }))
  const answer = await answerTo(world, { client_id: 'pushes', request_uri: uri, state: 'of the URL' })
  assert.deepEqual([...answer.searchParams.keys()].sort(), ['code', 'iss'])
})

test('who says no is told so with iss and state, and the request may be opened once more', async () => {
  const uri = await world.pushed('fapi')
  const denied = await answerTo(world, { client_id: 'fapi', request_uri: uri }, 'deny')
  assert.equal(denied.searchParams.get('error'), 'access_denied')
  assert.equal(denied.searchParams.get('iss'), world.issuer)
  assert.equal(denied.searchParams.get('state'), 'state-of-the-test')
  assert.ok((await answerTo(world, { client_id: 'fapi', request_uri: uri })).searchParams.has('code'))
})

test('the page may be opened twice before; after the code it is refused, on a page', async () => {
  const request = { client_id: 'fapi', request_uri: await world.pushed('fapi') }
  for (const _ of [1, 2]) {
    const shown = await world.server.get(urlOf(request), { accept: 'text/html' })
    assert.match(shown.text, /id="login-form"/)
  }
  assert.ok((await answerTo(world, request)).searchParams.has('code'))
  assert.match(await problemOf(world, request), /request_uri .*used/)
})

test('two journeys that began with one request get one code between them', async () => {
  const request = { client_id: 'fapi', request_uri: await world.pushed('fapi') }
  const [one, other] = [newVisitor(world.issuer), newVisitor(world.issuer)]
  const pages = await Promise.all(
    [one, other].map(async (visitor) => {
      const login = await (await visitor.get(urlOf(request))).text()
      const response = await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
      return (await visitor.get(response.headers.get('location') ?? '')).text()
    }),
  )
  const answers = await Promise.all(
    [one, other].map((visitor, at) =>
      visitor.post('/consent', { ...hiddenFields(pages[at] ?? '', 'consent-form'), decision: 'accept' }),
    ),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [303, 400])
})

test('expired: an error page and no redirect', async () => {
  const request = { client_id: 'fapi', request_uri: await savedUri('fapi', -1) }
  assert.match(await problemOf(world, request), /request_uri .*expired/)
})

test('who began in time may take longer than the request lives', async () => {
  const visitor = newVisitor(world.issuer)
  const request = { client_id: 'fapi', request_uri: await savedUri('fapi', 1_500) }
  const login = await (await visitor.get(urlOf(request))).text()
  await new Promise((resolve) => setTimeout(resolve, 1_600))
  const signedIn = await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
  const { location, page } = await allow(visitor, signedIn.headers.get('location') ?? '', anna)
  assert.ok(new URL(location ?? assert.fail(page)).searchParams.has('code'))
})

test('a request_uri is its own client’s, and nobody else learns that it is there', async () => {
  const request_uri = await world.pushed('fapi')
  const foreign = await problemOf(world, { client_id: 'plain', request_uri })
  const unknown = await problemOf(world, { client_id: 'plain', request_uri: `${request_uri}x` })
  assert.equal(foreign, unknown)
  assert.match(await problemOf(world, { request_uri }), /client_id is missing/)
  assert.match(await problemOf(world, { client_id: 'nobody', request_uri }), /no app/)
})

test('a client that must push is refused any other way, and its sealed journey cannot be had from a plain URL', async () => {
  for (const clientId of ['pushes', 'fapi']) {
    assert.equal(await errorOf(world, world.parameters(clientId)), 'invalid_request')
    const posted = await world.server.post('/oauth2/authorize', world.parameters(clientId))
    const next = posted.headers.get('location') ?? assert.fail(posted.text)
    assert.match(next, /in_progress=/)
    const answered = await world.server.get(next, { accept: 'text/html' })
    assert.match(answered.headers.get('location') ?? '', /error=invalid_request&/)
  }
  const object = { client_id: 'fapi', request: await world.sign('fapi') }
  assert.equal(await errorOf(world, object), 'invalid_request')
})

test('POST to the authorize URL with a request_uri works as GET does', async () => {
  const form = { client_id: 'fapi', request_uri: await world.pushed('fapi') }
  const posted = await world.server.post('/oauth2/authorize', form)
  const { location, page } = await allow(newVisitor(world.issuer), posted.headers.get('location') ?? '', anna)
  assert.ok(new URL(location ?? assert.fail(page)).searchParams.has('code'))
})

const wrong: Readonly<Record<string, readonly [changes: Record<string, string | undefined>, error: string]>> =
  {
    'a request_uri': [{ request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'invalid_request'],
    'no code_challenge': [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    'a plain challenge': [{ code_challenge_method: 'plain' }, 'invalid_request'],
    'a challenge without method': [{ code_challenge_method: undefined }, 'invalid_request'],
    'no redirect_uri': [{ redirect_uri: undefined }, 'invalid_request'],
    'a redirect_uri that is not registered': [{ redirect_uri: 'https://evil.example/cb' }, 'invalid_request'],
    'no response_type': [{ response_type: undefined }, 'invalid_request'],
    'the implicit grant': [{ response_type: 'token' }, 'unsupported_response_type'],
    'a hybrid': [{ response_type: 'code id_token' }, 'unsupported_response_type'],
    'a scope that the app has not': [{ scope: 'openid devices:write' }, 'invalid_scope'],
    'an unknown resource': [{ resource: 'https://unknown.example' }, 'invalid_target'],
    'an unknown response_mode': [{ response_mode: 'telegram' }, 'invalid_request'],
    'a dpop_jkt that is no thumbprint': [{ dpop_jkt: 'short' }, 'invalid_request'],
    'another client_id': [{ client_id: 'plain' }, 'invalid_client'],
    'over 9000 bytes': [{ login_hint: 'x'.repeat(9_000) }, 'invalid_request'],
  }

for (const [name, [changes, error]] of Object.entries(wrong)) {
  test(`refused at once: ${name}`, async () => {
    const { status, json } = await world.push('fapi', world.parameters('fapi', changes))
    assert.deepEqual([status, json.error], [error === 'invalid_client' ? 401 : 400, error])
    assert.equal(typeof json.error_description, 'string')
    assert.equal(json.request_uri, undefined)
  })
}

test('only POST, only as a form, and not longer than 64 KiB', async () => {
  for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
    const { status } = await world.server.send('/oauth2/par', { method })
    assert.equal(status, 405, method)
  }
  const body = JSON.stringify({ ...(await world.credentials('plain')), ...world.parameters('plain') })
  const headers = { 'content-type': 'application/json' }
  const asJson = await world.server.send('/oauth2/par', { method: 'POST', headers, body })
  assert.deepEqual([asJson.status, asJson.json.error], [400, 'invalid_request'])
  const long = await world.push('plain', world.parameters('plain', { login_hint: 'x'.repeat(70_000) }))
  assert.equal(long.status, 413)
})

test('whoever pushes proves who it is', async () => {
  const form = world.parameters('plain')
  const wrongs = [form, { ...form, client_secret: 'wrong-secret-of-it' }, world.parameters('fapi')]
  for (const wrong of wrongs) {
    const { status, json } = await world.server.post('/oauth2/par', wrong)
    assert.deepEqual([status, json.error], [401, 'invalid_client'])
  }
  const others = { ...form, ...(await world.credentials('fapi')), client_id: 'plain' }
  assert.equal((await world.server.post('/oauth2/par', others)).status, 401)
  const basic = Buffer.from(`plain:${secretOf('plain')}`).toString('base64')
  const { client_id: _, ...unnamed } = form
  const named = await world.server.post('/oauth2/par', unnamed, { authorization: `Basic ${basic}` })
  assert.equal(named.status, 201, 'the client need not say its name twice')
})

test('an app that gets no codes has nothing to push, and an old vendor’s app pushes nothing', async () => {
  const owner = await world.push('nibe', { ...world.parameters('nibe'), scope: 'READSYSTEM' })
  assert.deepEqual([owner.status, owner.json.error], [400, 'invalid_request'])
  assert.match(String(owner.json.error_description), /dialect/)
})

test('secrets and assertions are not kept with the request', async () => {
  for (const clientId of ['plain', 'fapi']) {
    const uri = await world.pushed(clientId)
    const kept = await world.server.store.findPushedRequest(sha256(uri))
    const names = kept?.parameters.map(([name]) => name) ?? assert.fail('it is not kept')
    assert.deepEqual(
      names.filter((name) => /^client_(?!id$)/.test(name)),
      [],
    )
  }
})

/** A proof of this key for an endpoint, with the nonce that the server wants now. */
async function proof(key: DpopKey, path: string): Promise<string> {
  const url = world.issuer + path
  const asked = await world.push('fapi', world.parameters('fapi'), { dpop: await proofFor(key, { url }) })
  assert.equal(asked.json.error, 'use_dpop_nonce')
  return proofFor(key, { url, nonce: asked.headers.get('dpop-nonce') ?? undefined })
}

/** Redeems the code that a person allows, with the proof of a key or without. */
async function redeem(request: Form, key: DpopKey | undefined) {
  const code = (await answerTo(world, request)).searchParams.get('code') ?? assert.fail('no code')
  const form = {
    ...(await world.credentials(request.client_id ?? '')),
    grant_type: 'authorization_code',
    redirect_uri: redirectUri,
    code_verifier: verifier,
    code,
  }
  const headers: Form = key === undefined ? {} : { dpop: await proof(key, '/oauth2/token') }
  return world.server.post('/oauth2/token', form, headers)
}

const waysToBind: Readonly<Record<string, (key: DpopKey) => Promise<Form>>> = {
  'dpop_jkt in the URL': async ({ thumbprint }) => world.parameters('plain', { dpop_jkt: thumbprint }),
  'dpop_jkt in a request object': async ({ thumbprint }) => ({
    client_id: 'signer',
    request: await world.sign('signer', { dpop_jkt: thumbprint }),
  }),
  'dpop_jkt in a pushed request': async ({ thumbprint }) => ({
    client_id: 'fapi',
    request_uri: await world.pushed('fapi', world.parameters('fapi', { dpop_jkt: thumbprint })),
  }),
  'the proof of a push': async (key) => {
    const headers = { dpop: await proof(key, '/oauth2/par') }
    const { json } = await world.push('fapi', world.parameters('fapi'), headers)
    return { client_id: 'fapi', request_uri: String(json.request_uri) }
  },
  'both in a push': async (key) => {
    const form = world.parameters('fapi', { dpop_jkt: key.thumbprint })
    const { json } = await world.push('fapi', form, { dpop: await proof(key, '/oauth2/par') })
    return { client_id: 'fapi', request_uri: String(json.request_uri) }
  },
}

for (const [name, bind] of Object.entries(waysToBind)) {
  test(`the code is bound to a key by ${name} (RFC 9449 §10)`, async () => {
    const key = await newKey()
    const [bare, foreign, own] = [
      await redeem(await bind(key), undefined),
      await redeem(await bind(key), await newKey()),
      await redeem(await bind(key), key),
    ]
    for (const refused of [bare, foreign]) {
      assert.equal(refused.status, 400, refused.text)
      assert.match(String(refused.json.error), /^invalid_(grant|request)$/)
    }
    assert.deepEqual([own.status, own.json.token_type], [200, 'DPoP'], own.text)
  })
}

test('a proof and a dpop_jkt that name two keys are refused, and so is a proof for another address', async () => {
  const [one, other] = [await newKey(), await newKey()]
  const form = world.parameters('fapi', { dpop_jkt: one.thumbprint })
  const request = await world.sign('messages', { dpop_jkt: one.thumbprint })
  const answers = [
    await world.push('fapi', form, { dpop: await proof(other, '/oauth2/par') }),
    await world.push('messages', { request }, { dpop: await proof(other, '/oauth2/par') }),
    await world.push('fapi', world.parameters('fapi'), { dpop: await proof(other, '/oauth2/token') }),
  ]
  for (const { status, json } of answers) assert.deepEqual([status, json.error], [400, 'invalid_dpop_proof'])
})
