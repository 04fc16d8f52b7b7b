// docs/certification.md, OpenID Connect: what the basic and the form post plan ask, with the clients and the tester of the page.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { postedFields } from '../oidc/posted-fields.ts'
import { allow } from '../sign-in.ts'
import { entropyOf } from './entropy.ts'
import { type OpenIdDriver, openIdDriver } from './openid-driver.ts'
import { callback, callbackWithQuery, type Suite, secretOf, startSuite, tester } from './suite.ts'

let suite: Suite
let driver: OpenIdDriver
before(async () => {
  suite = await startSuite()
  driver = openIdDriver(suite)
})
after(() => suite.end())

const one = { clientId: 'basic-1' }
const two = { clientId: 'basic-2' }
const everyScope = 'openid profile email address phone'

test('a code for tokens: by secret in the header and in the form, with entropy enough', async () => {
  const inForm = {
    ...one,
    authentication: async () => ({ client_id: 'basic-1', client_secret: secretOf('basic-1') }),
  }
  for (const client of [one, inForm]) {
    const to = await driver.answer(client)
    const code = to.searchParams.get('code') ?? ''
    assert.ok(entropyOf(code) > 128)
    const { accessToken, verified } = await driver.redeem(client, code)
    assert.ok(entropyOf(accessToken) > 128)
    assert.match(accessToken, /^[\x21-\x7e]+$/)
    assert.equal(verified.protectedHeader.alg, 'RS256')
    assert.equal((await driver.userinfo(accessToken)).status, 200)
  }
})

test('a redirect URI with a query keeps it, in answers and in errors', async () => {
  const client = { ...one, redirectUri: callbackWithQuery }
  const good = await driver.answer(client)
  const refused = await driver.answer(client, { prompt: 'none' })
  for (const { href } of [good, refused]) assert.ok(href.startsWith(`${callbackWithQuery}&`), href)
  const names = [...refused.searchParams.keys()].sort()
  assert.deepEqual(names, ['dummy1', 'dummy2', 'error', 'error_description', 'iss', 'state'])
})

test('a redirect URI that was altered is an error page', async () => {
  for (const redirectUri of [
    `${callback}?dummy1=lorem`,
    `${callbackWithQuery}&a=b`,
    `${callback}/x`,
    `${callback}#a`,
  ])
    await driver.assertErrorPage(driver.url({ ...one, redirectUri }))
})

test('an unsigned request object is refused on a page, and never ignored', async () => {
  const url = new URL(driver.url(one))
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { ...Object.fromEntries(url.searchParams), redirect_uri: callbackWithQuery }
  url.searchParams.set('request', `${encoded({ alg: 'none' })}.${encoded(claims)}.`)
  await driver.assertErrorPage(url.href)
})

test('the second code of a session is for the same person, and prompt=none shows no page', async () => {
  const visitor = driver.visitor()
  const first = await driver.tokens(one, { scope: 'openid profile' }, visitor)
  const hint = { prompt: 'none', id_token_hint: first.idToken }
  for (const changes of [hint, { prompt: 'none', max_age: '10000' }]) {
    const { headers } = await visitor.get(driver.url(one, changes))
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? assert.fail()
    const { verified } = await driver.redeem(one, code)
    for (const name of ['sub', 'auth_time'])
      assert.equal(verified.payload[name], first.verified.payload[name])
  }
})

test('max_age=1 two seconds later, and prompt=login, ask for the password; auth_time is later', async () => {
  const visitor = driver.visitor()
  const first = await driver.tokens(one, {}, visitor)
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  for (const changes of [{ max_age: '1' }, { prompt: 'login' }]) {
    assert.match(await (await visitor.get(driver.url(one, changes))).text(), /id="login-form"/)
    const { verified } = await driver.tokens(one, changes, visitor)
    assert.ok(Number(verified.payload.auth_time) > Number(first.verified.payload.auth_time))
    assert.equal(verified.payload.sub, first.verified.payload.sub)
  }
})

test('the ID token holds what it must and nothing that was not asked for', async () => {
  const { verified } = await driver.tokens(one, { scope: everyScope, nonce: 'n-0S6_WzA2Mj' })
  const known = ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'at_hash', 'sid']
  assert.deepEqual(Object.keys(verified.payload).sort(), known.sort())
  assert.equal(verified.payload.nonce, 'n-0S6_WzA2Mj')
  assert.equal('nonce' in (await driver.tokens(one, { nonce: undefined })).verified.payload, false)
})

const text = (value: unknown) => typeof value === 'string' && value !== ''
const web = (value: unknown) => typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value)
const matches = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)
const flag = (value: unknown) => typeof value === 'boolean'

/** OpenID Connect Core §5.1, by the scopes of §5.4. */
const claims: Readonly<Record<string, Readonly<Record<string, (value: unknown) => boolean>>>> = {
  profile: {
    ...{ name: text, given_name: text, family_name: text, middle_name: text, nickname: text },
    ...{ preferred_username: text, profile: web, picture: web, website: web, gender: text },
    birthdate: matches(/^\d{4}(-\d{2}-\d{2})?$/),
    zoneinfo: matches(/^[A-Z][\w+-]+(\/[\w+-]+)+$/),
    locale: matches(/^[a-z]{2}(-[A-Z]{2})?$/),
    updated_at: Number.isInteger,
  },
  email: { email: matches(/^[^@\s]+@[^@\s]+$/), email_verified: flag },
  phone: { phone_number: matches(/^\+\d[\d ]+$/), phone_number_verified: flag },
  address: {
    address: (value) => typeof value === 'object' && value !== null && Object.values(value).every(text),
  },
}

for (const [scope, members] of Object.entries(claims))
  test(`scope ${scope}: its claims of the tester, all of them, each of its type`, async () => {
    const { accessToken, verified } = await driver.tokens(one, { scope: `openid ${scope}` })
    const { sub, ...told } = await (await driver.userinfo(accessToken)).json()
    assert.equal(sub, verified.payload.sub)
    assert.deepEqual(Object.keys(told).sort(), Object.keys(members).sort())
    for (const [name, isFine] of Object.entries(members))
      assert.ok(isFine(told[name]), `${name}: ${told[name]}`)
  })

test('userinfo by GET, by POST with the header and by POST with the form, and an essential claim', async () => {
  const asked = { claims: JSON.stringify({ userinfo: { name: { essential: true } } }) }
  const { accessToken, verified } = await driver.tokens(two, asked)
  const url = `${suite.issuer}/oauth2/userinfo`
  const headers = { authorization: `Bearer ${accessToken}` }
  const answers = [
    await fetch(url, { headers }),
    await fetch(url, { method: 'POST', headers }),
    await fetch(url, { method: 'POST', body: new URLSearchParams({ access_token: accessToken }) }),
  ]
  for (const answer of answers) {
    assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
    assert.deepEqual(await answer.json(), { sub: verified.payload.sub, name: 'Tess Anna Ester' })
  }
})

test('offline access: a refresh, and another client’s refresh token', async () => {
  const asked = { scope: 'openid offline_access', prompt: 'consent' }
  const [first, second] = [await driver.tokens(one, asked), await driver.tokens(two, asked)]
  const form = { grant_type: 'refresh_token', refresh_token: first.refreshToken ?? assert.fail() }
  const { id_token, token_type } = await (await driver.post('/oauth2/token', one, form)).json()
  assert.ok(id_token && token_type === 'Bearer')
  const stolen = { grant_type: 'refresh_token', refresh_token: second.refreshToken ?? assert.fail() }
  const answer = await driver.post('/oauth2/token', one, stolen)
  assert.deepEqual([answer.status, (await answer.json()).error], [400, 'invalid_grant'])
})

test('form_post: a page that posts code and state, and nothing in a URL', async () => {
  for (const prompt of ['login', 'none']) {
    const url = driver.url(one, { response_mode: 'form_post', prompt, state: 'a state' })
    const { location, page } = await allow(driver.visitor(), url, tester)
    assert.equal(location, undefined)
    const { action, fields } = postedFields(page)
    assert.equal(action, callback)
    const expected =
      prompt === 'none' ? ['error', 'error_description', 'iss', 'state'] : ['code', 'iss', 'state']
    assert.deepEqual(Object.keys(fields).sort(), expected)
    assert.equal(fields.state, 'a state')
  }
})

test('a request by POST', async () => {
  const visitor = driver.visitor()
  const parameters = Object.fromEntries(new URL(driver.url(one)).searchParams)
  const posted = await visitor.post('/oauth2/authorize', parameters, { origin: 'https://suite.example.com' })
  const { location, page } = await allow(visitor, posted.headers.get('location') ?? assert.fail(), tester)
  const { searchParams } = new URL(location ?? assert.fail(page))
  assert.deepEqual([searchParams.get('state'), searchParams.has('code')], [parameters.state, true])
})

test('the tester may sign in as often as a plan does', async () => {
  for (let count = 0; count < 40; count++) assert.ok((await driver.answer(one)).searchParams.has('code'))
})
