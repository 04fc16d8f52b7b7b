// docs/certification.md, OpenID Connect: prompt, max_age, and the parameters that name or hint.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { pino } from 'pino'
import { signJwt } from '../../apps/auth-server/src/keys/sign-jwt.ts'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { openLatchkey } from '../../open-latchkey.ts'
import { hiddenFields } from '../sign-in.ts'
import {
  anna,
  ben,
  filledInEmail,
  type OpenIdWorld,
  signInOn,
  startOpenIdWorld,
  waits,
} from './openid-world.ts'

let world: OpenIdWorld
before(async () => {
  world = await startOpenIdWorld()
})
after(() => world.running.end())

/** A browser in which Anna is signed in, and has allowed this client what it asks for by itself. */
async function annasBrowser(clientId = 'basic', more: Record<string, string> = {}) {
  const visitor = world.visitor()
  return { visitor, tokens: await world.connect(clientId, more, { visitor }) }
}

test('prompt=none without a session is login_required, with one that allowed nothing consent_required', async () => {
  const nobody = await world.answer(world.visitor(), 'basic', { prompt: 'none' })
  assert.deepEqual([...nobody.keys()].sort(), ['error', 'error_description', 'iss', 'state'])
  assert.deepEqual([nobody.get('error'), nobody.get('state')], ['login_required', 'the-state'])
  const { visitor } = await annasBrowser()
  assert.equal((await world.answer(visitor, 'second', { prompt: 'none' })).get('error'), 'consent_required')
})

test('prompt=none with a session and a remembered answer is a code, with the same sub and auth_time', async () => {
  const { visitor, tokens } = await annasBrowser()
  await waits(1_100)
  const answer = await world.answer(visitor, 'basic', { prompt: 'none' })
  assert.equal(answer.get('iss'), world.issuer)
  const { claims } = await world.redeem('basic', answer.get('code') ?? '')
  assert.deepEqual([claims.sub, claims.auth_time], [tokens.claims.sub, tokens.claims.auth_time])
})

test('prompt=login asks for the password though a session lives, and auth_time is later', async () => {
  const { visitor, tokens } = await annasBrowser()
  await waits(1_100)
  const page = await world.page(visitor, 'basic', { prompt: 'login' })
  const next = await visitor.get(await signInOn(visitor, page, anna))
  const code = new URL(next.headers.get('location') ?? '').searchParams.get('code')
  const { claims } = await world.redeem('basic', code ?? '')
  assert.equal(claims.sub, tokens.claims.sub)
  assert.ok(Number(claims.auth_time) > Number(tokens.claims.auth_time))
})

test('prompt=consent asks again what was allowed; prompt=select_account shows the sign-in', async () => {
  const { visitor } = await annasBrowser()
  assert.match(await world.page(visitor, 'basic', { prompt: 'consent' }), /id="consent-form"/)
  assert.match(await world.page(visitor, 'basic', { prompt: 'select_account' }), /id="login-form"/)
  const both = await world.page(visitor, 'basic', { prompt: 'login consent' })
  const next = await visitor.get(await signInOn(visitor, both, anna))
  assert.match(await next.text(), /id="consent-form"/)
})

test('max_age=1 asks again after a second, max_age=10000 does not, max_age=0 always does', async () => {
  const { visitor, tokens } = await annasBrowser('basic', { max_age: '15000' })
  await waits(1_100)
  assert.match(await world.page(visitor, 'basic', { max_age: '1' }), /id="login-form"/)
  assert.match(await world.page(visitor, 'basic', { max_age: '0' }), /id="login-form"/)
  const answer = await world.answer(visitor, 'basic', { max_age: '10000' })
  const { claims } = await world.redeem('basic', answer.get('code') ?? '')
  assert.equal(claims.auth_time, tokens.claims.auth_time)
  const old = await world.answer(visitor, 'basic', { max_age: '1', prompt: 'none' })
  assert.equal(old.get('error'), 'login_required')
})

test('what prompt and max_age cannot hold is invalid_request', async () => {
  const wrong = [
    { prompt: 'none login' },
    { prompt: 'none none consent' },
    { prompt: 'create' },
    { prompt: 'LOGIN' },
    { max_age: '-1' },
    { max_age: '1.5' },
    { max_age: 'never' },
  ]
  for (const more of wrong) {
    const answer = await world.answer(world.visitor(), 'basic', more)
    assert.deepEqual(
      [answer.get('error'), answer.has('code')],
      ['invalid_request', false],
      JSON.stringify(more),
    )
  }
})

test('display, ui_locales, claims_locales and login_hint are accepted, whatever they hold', async () => {
  const values = [
    'page',
    'popup',
    'touch',
    'wap',
    'se',
    'en-US xx-klingon',
    'x',
    '\u{1f600}"<b>',
    'a'.repeat(300),
  ]
  const { visitor } = await annasBrowser()
  for (const name of [
    'display',
    'ui_locales',
    'claims_locales',
    'login_hint',
    'acr_values',
    'nobody_knows_it',
  ])
    for (const value of values) {
      const answer = await world.answer(visitor, 'basic', { [name]: value, prompt: 'none' })
      assert.ok(answer.get('code'), `${name}=${value}: ${answer}`)
    }
  const page = await world.page(world.visitor(), 'basic', { login_hint: ben.email, ui_locales: 'sv' })
  assert.equal(filledInEmail(page), ben.email)
  assert.match(page, /<html lang="sv"/)
})

test('id_token_hint of who is signed in, with prompt=none: a code for the same person', async () => {
  for (const clientId of ['basic', 'pair-one', 'signs-EdDSA']) {
    const { visitor, tokens } = await annasBrowser(clientId)
    const more = { prompt: 'none', id_token_hint: tokens.idToken }
    const { claims } = await world.redeem(
      clientId,
      (await world.answer(visitor, clientId, more)).get('code') ?? '',
    )
    assert.equal(claims.sub, tokens.claims.sub)
  }
})

test('id_token_hint of somebody else: login_required, or the sign-in that says so', async () => {
  const other = await world.connect('basic', {}, { person: ben })
  const { visitor } = await annasBrowser()
  const more = { id_token_hint: other.idToken }
  const silent = await world.answer(visitor, 'basic', { ...more, prompt: 'none' })
  assert.deepEqual([silent.get('error'), silent.has('code')], ['login_required', false])
  const page = await world.page(visitor, 'basic', more)
  assert.match(page, /You are signed in as <strong>.*anna@example\.com.*asks for another account/)
  const still = await visitor.get(await signInOn(visitor, page, anna))
  assert.match(await still.text(), /id="login-form"/, 'Anna is not Ben however often she signs in')
  const next = await visitor.get(await signInOn(visitor, await world.page(visitor, 'basic', more), ben))
  const code = new URL(next.headers.get('location') ?? '').searchParams.get('code') ?? ''
  assert.equal((await world.redeem('basic', code)).claims.sub, other.claims.sub)
})

test('who cannot be that person says no: access_denied', async () => {
  const other = await world.connect('basic', {}, { person: ben })
  const { visitor } = await annasBrowser()
  const page = await world.page(visitor, 'basic', { id_token_hint: other.idToken })
  const fields = { ...hiddenFields(page, 'login-form'), decision: 'cancel' }
  const { headers } = await visitor.post('/login', fields)
  assert.equal(new URL(headers.get('location') ?? '').searchParams.get('error'), 'access_denied')
})

test('an ID token that has expired is a hint still', async () => {
  const { visitor, tokens } = await annasBrowser()
  const hint = await asOfLastYear(tokens.idToken)
  assert.ok((await world.answer(visitor, 'basic', { prompt: 'none', id_token_hint: hint })).get('code'))
})

/** What the server would have written a year ago. */
async function asOfLastYear(idToken: string): Promise<string> {
  const { folder, port, issuer } = world.running
  const env = { LATCHKEY_DATA: folder, LATCHKEY_ISSUER: issuer, PORT: String(port) }
  const { server, close } = await openLatchkey(readSettings(env), pino({ level: 'silent' }), {
    asServer: false,
  })
  const claims = decodeJwt(idToken)
  const year = 365 * 86_400
  const times = { iat: Number(claims.iat) - year, exp: Number(claims.exp) - year }
  const old = signJwt(server.keys, 'RS256', 'JWT', { ...claims, ...times })
  await close()
  return old
}

test('a hint of another client, of another signer, without signature or of another kind is invalid_request', async () => {
  const { visitor, tokens } = await annasBrowser('signs-ES256')
  const other = await world.connect('second')
  const signed = await world.connect('signs-ES256', { scope: 'openid profile' })
  const [, payload = ''] = tokens.idToken.split('.')
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')
  const userinfo = await (await world.userinfo(signed.accessToken)).text()
  const hints = {
    'of another client': other.idToken,
    'of another signer': await forged(tokens.idToken),
    'without signature': `${unsigned}.${payload}.`,
    'with a flipped bit': tokens.idToken.replace(
      /.(.{20})$/,
      (end) => (end[0] === 'A' ? 'B' : 'A') + end.slice(1),
    ),
    'an answer of userinfo': userinfo,
    'an access token': tokens.accessToken,
    'no token': 'x',
  }
  for (const [name, hint] of Object.entries(hints)) {
    const answer = await world.answer(visitor, 'signs-ES256', { prompt: 'none', id_token_hint: hint })
    assert.deepEqual([answer.get('error'), answer.has('code')], ['invalid_request', false], name)
  }
})

async function forged(idToken: string): Promise<string> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const header = { alg: 'ES256', typ: 'JWT', jwk: await exportJWK(publicKey) }
  return new SignJWT(decodeJwt(idToken)).setProtectedHeader(header).sign(privateKey)
}

test('a hint fills in an e-mail only for an app that may see it, or where that account is signed in', async () => {
  const blind = await world.connect('second', {}, { person: ben })
  const stranger = await world.page(world.visitor(), 'second', { id_token_hint: blind.idToken })
  assert.equal(filledInEmail(stranger), undefined)
  assert.equal(stranger.includes(ben.email), false)
  const own = world.visitor()
  await world.connect('second', {}, { visitor: own, person: ben })
  const again = await world.page(own, 'second', { id_token_hint: blind.idToken, prompt: 'login' })
  assert.equal(filledInEmail(again), ben.email)
  const seeing = await world.connect('narrow', { scope: 'openid email' }, { person: ben })
  const told = await world.page(world.visitor(), 'narrow', { id_token_hint: seeing.idToken })
  assert.equal(filledInEmail(told), ben.email)
})

test('a word of prompt that nobody knows is passed over where the request does not speak OpenID Connect', async () => {
  const page = await world.page(world.visitor(), 'basic', { scope: 'devices:read', prompt: 'create' })
  assert.match(page, /id="login-form"/)
})
