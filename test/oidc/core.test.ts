// docs/certification.md, OpenID Connect: the authorization endpoint and the token endpoint.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { codeChallengeOf } from '@latchkey/protocol'
import { verifier } from '../seeded-latchkey.ts'
import { allow, hiddenFields } from '../sign-in.ts'
import { anna, callback, type OpenIdWorld, secretOf, startOpenIdWorld } from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

/** A browser in which Anna is signed in and has allowed the client: every request is answered at once. */
async function annasBrowser() {
  const visitor = world.visitor()
  await world.connect('basic', {}, { visitor })
  return visitor
}

test('the authorization endpoint takes GET and a form by POST, with parameters in any order and unknown ones', async () => {
  const visitor = await annasBrowser()
  const parameters = [...new URL(world.url('basic', { nobody_knows: 'x', prompt: 'none' })).searchParams]
  const reversed = new URLSearchParams(parameters.toReversed())
  const byGet = await visitor.get(`/oauth2/authorize?${reversed}`)
  const begun = await visitor.post('/oauth2/authorize', Object.fromEntries(reversed), {
    origin: 'https://app.example.com',
  })
  const byPost = await visitor.get(begun.headers.get('location') ?? '')
  for (const { headers } of [byGet, byPost])
    assert.ok(new URL(headers.get('location') ?? '').searchParams.get('code'))
})

test('a state of 128 characters of any kind comes back unchanged, with the issuer beside it', async () => {
  const visitor = await annasBrowser()
  for (const state of ['~'.repeat(128), `%2B+ &=#"'<>${'å'.repeat(30)}`, 'a b\tc']) {
    const answer = await world.answer(visitor, 'basic', { state })
    assert.deepEqual([...answer.keys()].sort(), ['code', 'iss', 'state'])
    assert.deepEqual([answer.get('state'), answer.get('iss')], [state, world.issuer])
  }
  assert.equal((await world.answer(visitor, 'basic', { state: '' })).has('state'), false)
})

test('neither PKCE nor a nonce is forced on a confidential client; PKCE by S256 works and is checked then', async () => {
  const visitor = await annasBrowser()
  const bare = await world.answer(visitor, 'basic', { nonce: '' })
  assert.ok((await world.redeem('basic', bare.get('code') ?? '')).idToken)
  const pkce = { code_challenge: codeChallengeOf(verifier), code_challenge_method: 'S256' }
  const code = (await world.answer(visitor, 'basic', pkce)).get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback }
  assert.equal((await world.token('basic', form)).status, 400)
  assert.equal((await world.token('basic', { ...form, code_verifier: verifier })).status, 200)
})

test('an unregistered or altered redirect_uri is a page, never a redirect', async () => {
  const wrong = [
    'https://evil.example.com/callback',
    `${callback}/`,
    `${callback}?dummy=1`,
    callback.replace('https', 'http'),
    callback.toUpperCase(),
  ]
  for (const uri of wrong) {
    const response = await world.visitor().get(world.url('basic', { redirect_uri: uri }))
    assert.deepEqual([response.status, response.headers.get('location')], [400, null], uri)
    assert.match(await response.text(), /id="oauth-error"/)
  }
})

test('a missing or unknown response_type is told to the client, without a code', async () => {
  const errors = {
    '': 'invalid_request',
    token: 'unsupported_response_type',
    'code id_token': 'unsupported_response_type',
  }
  for (const [type, error] of Object.entries(errors)) {
    const answer = await world.answer(world.visitor(), 'basic', { response_type: type })
    assert.equal(answer.get('error'), error)
    assert.deepEqual([...answer.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
  }
})

test('who says no: access_denied, with the state and the issuer and nothing else', async () => {
  const { location } = await allow(world.visitor(), world.url('second'), anna, 'deny')
  const answer = new URL(location ?? '').searchParams
  assert.equal(answer.get('error'), 'access_denied')
  assert.deepEqual([...answer.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
})

test('codes have 128 bits at least, and look random', async () => {
  const visitor = await annasBrowser()
  const codes = await Promise.all(
    Array.from({ length: 20 }, async () => (await world.answer(visitor, 'basic')).get('code') ?? ''),
  )
  assert.equal(new Set(codes).size, 20)
  for (const code of codes) assert.match(code, /^[\w-]{22,}$/)
  const letters = codes.join('')
  const counts = [...Map.groupBy(letters, (letter) => letter).values()].map(
    ({ length }) => length / letters.length,
  )
  const bits = -counts.reduce((sum, share) => sum + share * Math.log2(share), 0)
  assert.ok(bits * (codes[0]?.length ?? 0) > 96, `${bits} bits a character`)
})

test('client_secret_basic and client_secret_post; errors and tokens as RFC 6749 and OpenID Connect say', async () => {
  const visitor = await annasBrowser()
  const url = `${world.issuer}/oauth2/token`
  const code = async () => (await world.answer(visitor, 'basic')).get('code') ?? ''
  const form = async () => ({ grant_type: 'authorization_code', code: await code(), redirect_uri: callback })
  const posted = { ...(await form()), client_id: 'basic', client_secret: secretOf('basic') }
  for (const response of [
    await world.token('basic', await form()),
    await fetch(url, { method: 'POST', body: new URLSearchParams(posted) }),
  ]) {
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    const { token_type: type, expires_in: seconds } = (await response.json()) as Record<string, unknown>
    assert.deepEqual([type, typeof seconds], ['Bearer', 'number'])
  }
  const wrong = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ ...posted, client_secret: 'wrong' }),
  })
  assert.equal(wrong.status, 401)
  const { error, error_description: words } = (await wrong.json()) as Record<string, string>
  assert.equal(error, 'invalid_client')
  assert.match(words ?? '', /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
})

test('a code is good once: the second use is invalid_grant, and ends what the first one bought', async () => {
  const visitor = await annasBrowser()
  const code = (await world.answer(visitor, 'basic')).get('code') ?? ''
  const { accessToken } = await world.redeem('basic', code)
  assert.equal((await world.userinfo(accessToken)).status, 200)
  const form = { grant_type: 'authorization_code', code, redirect_uri: callback }
  const again = await world.token('basic', form)
  assert.equal(again.status, 400)
  assert.equal(((await again.json()) as Record<string, unknown>).error, 'invalid_grant')
  assert.equal((await world.userinfo(accessToken)).status, 401)
})

test('offline_access is granted and echoed, shown in plain words, and brings a refresh token', async () => {
  const visitor = world.visitor()
  const more = { scope: 'openid offline_access', prompt: 'consent' }
  const signedIn = await visitor.post('/login', {
    ...hiddenFields(await world.page(visitor, 'second', more), 'login-form'),
    ...anna,
  })
  const page = await (await visitor.get(signedIn.headers.get('location') ?? '')).text()
  assert.match(page, /Stay connected while you are away/)
  const { answer } = await world.connect('second', more)
  assert.equal(answer.scope, 'openid offline_access')
  assert.equal(typeof answer.refresh_token, 'string')
})
