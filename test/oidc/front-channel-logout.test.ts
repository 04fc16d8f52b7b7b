import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { signIn } from '../journeys/browser-steps.ts'
import { inBrowser } from '../journeys/stage.ts'
import { allowedCode, type Visitor } from '../sign-in.ts'
import {
  type AppHost,
  anna,
  authorizeUrl,
  type LogoutWorld,
  redeem,
  rp,
  type SignedInApp,
  startAppHost,
  startLogoutWorld,
} from './logout-world.ts'

// OpenID Connect Front-Channel Logout 1.0, in a real browser.

let one: AppHost
let other: AppHost
let slow: AppHost
let world: LogoutWorld
before(async () => {
  one = await startAppHost()
  other = await startAppHost()
  slow = await startAppHost()
  const framed = (clientId: string, { origin }: AppHost, path: string) =>
    rp(clientId, {
      redirectUris: [`${origin}/callback`],
      postLogoutRedirectUris: [`${origin}/signed-out`],
      frontchannelLogoutUri: origin + path,
    })
  world = await startLogoutWorld([
    framed('one', one, '/front?of=latchkey'),
    framed('other', other, '/front'),
    framed('slow', slow, '/never'),
  ])
})
after(async () => {
  await world.running.end()
  for (const host of [one, other, slow]) host.close()
})

/** Through the browser, as far as it is asked; answers the ID token. */
async function connect(page: Page, clientId: string, host: AppHost): Promise<SignedInApp> {
  const callback = `${host.origin}/callback`
  await page.goto(authorizeUrl(world.issuer, clientId, callback))
  if ((await page.locator('#login-form').count()) > 0) await signIn(page, anna)
  if ((await page.locator('#consent-accept').count()) > 0) await page.click('#consent-accept')
  await page.waitForURL((url) => url.href.startsWith(`${callback}?`))
  const code = new URL(page.url()).searchParams.get('code') ?? ''
  return redeem(world.issuer, clientId, code, callback)
}

function logoutUrl({ idToken }: SignedInApp, host: AppHost): string {
  const post_logout_redirect_uri = `${host.origin}/signed-out`
  return world.logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri, state: 'x' })
}

test('every app signs out in a frame that learns whose session it was, and the person is back at the app', (t) =>
  inBrowser(t, async (page) => {
    const first = await connect(page, 'one', one)
    const second = await connect(page, 'other', other)
    await page.goto(logoutUrl(first, one), { waitUntil: 'commit' })
    await page.waitForURL(`${one.origin}/signed-out?state=x`)
    const [atOne] = await one.heardAt('/front')
    const [atOther] = await other.heardAt('/front')
    const whose = ({ claims }: SignedInApp) => [
      ['iss', world.issuer],
      ['sid', String(claims.sid)],
    ]
    assert.deepEqual([...(atOne?.query ?? [])], [['of', 'latchkey'], ...whose(first)])
    assert.deepEqual([...(atOther?.query ?? [])], whose(second))
    assert.notEqual(first.claims.sid, second.claims.sid)
    assert.equal(atOther?.headers.referer, undefined)
  }))

test('without script the frames are there, and a link leads on', (t) =>
  inBrowser(
    t,
    async (page) => {
      const first = await connect(page, 'other', other)
      const before = other.heard.length
      await page.goto(logoutUrl(first, other))
      await other.heardAt('/front', 2)
      assert.ok(other.heard.length > before)
      assert.equal(await page.locator('iframe').count(), 1)
      await page.click('#logout-continue')
      await page.waitForURL(`${other.origin}/signed-out?state=x`)
    },
    { javaScriptEnabled: false },
  ))

test('an app that does not answer holds nobody up', (t) =>
  inBrowser(t, async (page) => {
    // The browser's own door: the frame is asked for and never answered.
    await page.route(`${slow.origin}/never*`, () => undefined)
    const first = await connect(page, 'slow', slow)
    const begun = Date.now()
    await page.goto(logoutUrl(first, slow), { waitUntil: 'commit' })
    await page.waitForURL(`${slow.origin}/signed-out?state=x`)
    assert.ok(Date.now() - begun < 15_000)
  }))

test('signing out on our own page shows the frames too, and stays there', (t) =>
  inBrowser(t, async (page) => {
    await connect(page, 'one', one)
    const before = (await one.heardAt('/front')).length
    await page.goto(`${world.issuer}/logout`)
    await page.click('#logout-confirm')
    await page.waitForSelector('#logout-done')
    await one.heardAt('/front', before + 1)
    assert.equal(await page.locator('#logout-continue').count(), 0)
  }))

test('the policy of the page lets in these frames and nothing else', async () => {
  const visitor = world.visitor()
  const signedIn = await signInByForms(visitor)
  const response = await visitor.get(logoutUrl(signedIn, one))
  assert.equal(response.status, 200)
  const policy = response.headers.get('content-security-policy') ?? ''
  assert.match(policy, new RegExp(`; frame-src ${one.origin}; frame-ancestors 'none';`))
  assert.match(policy, /default-src 'none'/)
  const page = await response.text()
  assert.match(page, /<iframe [^>]*sandbox="allow-scripts allow-same-origin" referrerpolicy="no-referrer">/)
  const again = await visitor.get(logoutUrl(signedIn, one))
  assert.equal(again.headers.get('location'), `${one.origin}/signed-out?state=x`)
})

async function signInByForms(visitor: Visitor): Promise<SignedInApp> {
  const callback = `${one.origin}/callback`
  const code = await allowedCode(visitor, authorizeUrl(world.issuer, 'one', callback), anna)
  return redeem(world.issuer, 'one', code, callback)
}
