// docs/certification.md, OpenID Connect: the three logout plans, with the clients of the page.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createRemoteJWKSet, decodeJwt, generateKeyPair, jwtVerify, SignJWT, UnsecuredJWT } from 'jose'
import { pino } from 'pino'
import { signJwt } from '../../apps/auth-server/src/keys/sign-jwt.ts'
import { readSettings } from '../../apps/auth-server/src/settings.ts'
import { openLatchkey } from '../../open-latchkey.ts'
import type { Visitor } from '../sign-in.ts'
import { type OpenIdDriver, openIdDriver } from './openid-driver.ts'
import { suiteOnPage } from './page.ts'
import { type Suite, startSuite } from './suite.ts'

let suite: Suite
let driver: OpenIdDriver
before(async () => {
  suite = await startSuite()
  driver = openIdDriver(suite)
})
after(() => suite.end())

const signedOut = `${suiteOnPage}/post_logout_redirect`
const state = randomBytes(64).toString('hex')

async function signedIn(clientId: string) {
  const visitor = driver.visitor()
  return { clientId, visitor, ...(await driver.tokens({ clientId }, {}, visitor)) }
}

function end(visitor: Visitor, parameters: Readonly<Record<string, string>>): Promise<Response> {
  return visitor.get(`/oauth2/logout?${new URLSearchParams(parameters)}`)
}

/** As the suite asks at the end of each module. */
async function assertSignedOut(visitor: Visitor, clientId: string): Promise<void> {
  const { headers } = await visitor.get(driver.url({ clientId }, { prompt: 'none' }))
  const { searchParams } = new URL(headers.get('location') ?? assert.fail())
  assert.equal(searchParams.get('error'), 'login_required')
}

test('the metadata offer all of it', async () => {
  const metadata = await (await fetch(`${suite.issuer}/.well-known/openid-configuration`)).json()
  assert.equal(metadata.end_session_endpoint, `${suite.issuer}/oauth2/logout`)
  for (const channel of ['backchannel', 'frontchannel'])
    for (const what of ['logout_supported', 'logout_session_supported'])
      assert.equal(metadata[`${channel}_${what}`], true)
})

test('signed out and back, with the state and nothing else, or without a state', async () => {
  for (const more of [{ state }, {}]) {
    const { visitor, idToken, clientId } = await signedIn('basic-1')
    const asked = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, ...more }
    const { headers } = await end(visitor, asked)
    const expected = 'state' in more ? `${signedOut}?state=${state}` : signedOut
    assert.equal(headers.get('location'), expected)
    await assertSignedOut(visitor, clientId)
  }
})

test('an ID token that has expired is a hint still', async () => {
  const { visitor, idToken, clientId } = await signedIn('basic-1')
  const asked = { id_token_hint: await asOfLastYear(idToken), post_logout_redirect_uri: signedOut, state }
  assert.equal((await end(visitor, asked)).headers.get('location'), `${signedOut}?state=${state}`)
  await assertSignedOut(visitor, clientId)
})

/** What the server would have written a year ago. */
async function asOfLastYear(idToken: string): Promise<string> {
  const env = {
    LATCHKEY_DATA: suite.running.folder,
    LATCHKEY_ISSUER: suite.issuer,
    LATCHKEY_MASTER_KEY_FILE: join(suite.maker.folder, 'master.key'),
    PORT: String(suite.port),
  }
  const settings = readSettings(env)
  const { server, close } = await openLatchkey(settings, pino({ level: 'silent' }), { asServer: false })
  const { iat = 0, exp = 0, ...claims } = decodeJwt(idToken)
  const year = 365 * 86_400
  const old = signJwt(server.keys, 'RS256', 'JWT', { ...claims, iat: iat - year, exp: exp - year })
  await close()
  return old
}

test('by a form: the same, from the page of the app', async () => {
  const { visitor, idToken, clientId } = await signedIn('basic-1')
  const asked = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state }
  const posted = await visitor.post('/oauth2/logout', asked, { origin: 'https://suite.example.com' })
  const { headers } = await visitor.get(posted.headers.get('location') ?? assert.fail())
  assert.equal(headers.get('location'), `${signedOut}?state=${state}`)
  await assertSignedOut(visitor, clientId)
})

describe('no way back', () => {
  type Session = Awaited<ReturnType<typeof signedIn>>
  const changes: Readonly<
    Record<string, (session: Session) => Promise<Record<string, string>> | Record<string, string>>
  > = {
    'another address': ({ idToken }) => ({
      id_token_hint: idToken,
      post_logout_redirect_uri: `${signedOut}x`,
    }),
    'a query that was added': ({ idToken }) => ({
      id_token_hint: idToken,
      post_logout_redirect_uri: `${signedOut}?foo=bar`,
    }),
    'no hint': () => ({ post_logout_redirect_uri: signedOut }),
    'a hint that nobody signed': ({ idToken }) => ({
      id_token_hint: new UnsecuredJWT(decodeJwt(idToken)).encode(),
      post_logout_redirect_uri: signedOut,
    }),
    'a hint that somebody else signed': async ({ idToken }) => ({
      id_token_hint: await signedByNobody(idToken),
      post_logout_redirect_uri: signedOut,
    }),
    'only a state': () => ({}),
    'no address': ({ idToken }) => ({ id_token_hint: idToken }),
    nothing: () => ({}),
  }
  for (const [name, change] of Object.entries(changes))
    test(name, async () => {
      const session = await signedIn('basic-1')
      const response = await end(session.visitor, {
        ...(await change(session)),
        ...(name !== 'nothing' && { state }),
      })
      assert.equal(response.headers.get('location'), null)
      assert.match(await response.text(), /id="(oauth-error|logout-form|logout-done)"/)
    })
})

async function signedByNobody(idToken: string): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  return new SignJWT(decodeJwt(idToken)).setProtectedHeader({ alg: 'RS256', kid: 'unknown' }).sign(privateKey)
}

test('back-channel: over TLS, signed, for this session, and nothing besides', async () => {
  const { visitor, idToken, clientId, verified } = await signedIn('back-channel')
  const asked = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state }
  assert.equal((await end(visitor, asked)).headers.get('location'), `${signedOut}?state=${state}`)
  const deadline = Date.now() + 10_000
  while (suite.host.posts.length === 0 && Date.now() < deadline)
    await new Promise((next) => setTimeout(next, 50))
  const [post, ...more] = suite.host.posts
  assert.ok(post && more.length === 0)
  assert.equal(post.path, '/test/a/latchkey/backchannel_logout')
  assert.match(post.type, /^application\/x-www-form-urlencoded/)
  const form = new URLSearchParams(post.body)
  assert.deepEqual([...form.keys()], ['logout_token'])
  const keys = createRemoteJWKSet(new URL(`${suite.issuer}/oauth2/jwks`))
  const expected = { issuer: suite.issuer, audience: clientId }
  const { payload } = await jwtVerify(form.get('logout_token') ?? '', keys, expected)
  assert.deepEqual(payload.events, { 'http://schemas.openid.net/event/backchannel-logout': {} })
  assert.deepEqual([payload.sub, payload.sid], [verified.payload.sub, verified.payload.sid])
  assert.ok(payload.iat && payload.jti && !('nonce' in payload))
  await assertSignedOut(visitor, clientId)
})

test('front-channel: a frame with iss and sid, and a way on with the state', async () => {
  const { visitor, idToken, clientId, verified } = await signedIn('front-channel')
  const asked = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state }
  const page = await (await end(visitor, asked)).text()
  const [, source = ''] =
    /<iframe[^>]* src="([^"]+)"/.exec(page) ?? /src="([^"]+frontchannel_logout[^"]*)"/.exec(page) ?? []
  const frame = new URL(source.replaceAll('&amp;', '&'))
  assert.equal(frame.origin + frame.pathname, `${suiteOnPage}/frontchannel_logout`)
  assert.deepEqual(Object.fromEntries(frame.searchParams), { iss: suite.issuer, sid: verified.payload.sid })
  const [, onwards = ''] =
    /<a[^>]* id="logout-continue"[^>]* href="([^"]+)"/.exec(page) ??
    /href="([^"]+)"[^>]* id="logout-continue"/.exec(page) ??
    []
  assert.equal(onwards.replaceAll('&amp;', '&'), `${signedOut}?state=${state}`)
  await assertSignedOut(visitor, clientId)
})
