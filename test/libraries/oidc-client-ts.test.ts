// A single-page app that uses oidc-client-ts in a browser as its documentation says: a public client with PKCE, through CORS.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { anna, definition } from '../definition.ts'
import { accept, signIn } from '../journeys/browser-steps.ts'
import { inBrowser, listen, useStage } from '../journeys/stage.ts'

const scopes = ['openid', 'profile', 'email', 'structures:read']
const app = (clientId: string, more: object = {}) => ({
  clientId,
  name: `App ${clientId}`,
  redirectUris: ['http://127.0.0.1/callback'],
  postLogoutRedirectUris: ['http://127.0.0.1/goodbye'],
  grantTypes: ['authorization_code', 'refresh_token'],
  scopes,
  tokenEndpointAuthMethod: 'none',
  ...more,
})
const clients = [app('in-browser'), app('in-browser-dpop', { dpopBoundAccessTokens: true })]
const stage = useStage({ ...definition, clients: [...definition.clients, ...clients] })

let server: Server | undefined
let origin = ''
before(async () => {
  server = createServer(serveApp)
  origin = `http://127.0.0.1:${await listen(server)}`
})
after(() => {
  server?.closeAllConnections()
  server?.close()
})

// The package's own file for browsers stands beside the one for bundlers.
const forBundlers = import.meta.resolve('oidc-client-ts')
const library = readFileSync(fileURLToPath(new URL('../browser/oidc-client-ts.min.js', forBundlers)))
const page =
  '<!doctype html><title>App</title><link rel="icon" href="data:,"><script src="/oidc-client-ts.js"></script>'

/** Runs in the page: what the app of each story is made of. */
function managerScript(clientId: string, issuer: string, isBound: boolean): string {
  const settings = JSON.stringify({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}/callback`,
    post_logout_redirect_uri: `${origin}/goodbye`,
    scope: scopes.join(' '),
    // Of bound tokens the library makes proofs for the app, and asks for nobody itself.
    loadUserInfo: !isBound,
    monitorSession: false,
    automaticSilentRenew: false,
  })
  const bound = isBound
    ? `, dpop: { bind_authorization_code: true, store: new oidc.IndexedDbDPoPStore() }`
    : ''
  return `new oidc.UserManager({ ...${settings}, userStore: new oidc.WebStorageStateStore({ store: localStorage })${bound} })`
}

async function everything(browserPage: Page, clientId: string, isBound: boolean): Promise<void> {
  const manager = managerScript(clientId, stage.issuer, isBound)
  const inApp = <T>(script: string) => browserPage.evaluate(script) as Promise<T>
  await browserPage.goto(origin)
  await Promise.all([
    browserPage.waitForURL(/\/oauth2\/authorize/),
    inApp(`void ${manager}.signinRedirect()`),
  ])
  await signIn(browserPage, anna)
  await accept(browserPage)
  await browserPage.waitForURL(/\/callback\?/)
  const user = await inApp<Record<string, unknown>>(
    `${manager}.signinCallback().then(({ token_type, access_token, refresh_token }) => ({ type: token_type, first: access_token, refresh: refresh_token }))`,
  )
  const who = await inApp<Record<string, unknown>>(call(manager, isBound, '/oauth2/userinfo', 'json()'))
  assert.equal(who.email, anna.email)
  assert.equal(who.name, 'Anna Andersson')
  if (!isBound)
    assert.equal(await inApp(`${manager}.getUser().then(({ profile }) => profile.email)`), anna.email)
  assert.equal(user.type, isBound ? 'DPoP' : 'Bearer')
  const renewed = await inApp<Record<string, unknown>>(
    `${manager}.signinSilent().then((user) => ({ second: user.access_token, refresh: user.refresh_token }))`,
  )
  assert.notEqual(renewed.second, user.first)
  assert.notEqual(renewed.refresh, user.refresh, 'a public app gets a new refresh token each time')
  assert.equal(await inApp(call(manager, isBound, '/v1/structures', 'status')), 200)
  await inApp(`${manager}.revokeTokens(['refresh_token'])`)
  assert.equal(
    await inApp(call(manager, isBound, '/v1/structures', 'status')),
    401,
    'what was revoked opens nothing',
  )
}

/** What the app reads of our server across origins, with the token that it holds. */
function call(manager: string, isBound: boolean, path: string, answer: 'status' | 'json()'): string {
  const url = `'${stage.issuer}${path}'`
  const proof = isBound
    ? `{ authorization: 'DPoP ' + user.access_token, dpop: await manager.dpopProof(${url}, user, 'GET') }`
    : `{ authorization: 'Bearer ' + user.access_token }`
  return `(async () => { const manager = ${manager}; const user = await manager.getUser(); return (await fetch(${url}, { headers: ${proof} })).${answer} })()`
}

function serveApp(...[request, answer]: Parameters<RequestListener>): void {
  if (request.url === '/oidc-client-ts.js') answer.setHeader('content-type', 'text/javascript').end(library)
  else answer.setHeader('content-type', 'text/html').end(page)
}

test('oidc-client-ts in Chromium: sign-in with PKCE, userinfo, silent renewal, the API, revocation', (t) =>
  inBrowser(t, (browserPage) => everything(browserPage, 'in-browser', false)))

test('oidc-client-ts in Chromium: the same with DPoP-bound tokens', (t) =>
  inBrowser(t, (browserPage) => everything(browserPage, 'in-browser-dpop', true)))

test('oidc-client-ts in Chromium: sign-out at the server brings the person back to the app', (t) =>
  inBrowser(t, async (browserPage) => {
    const manager = managerScript('in-browser', stage.issuer, false)
    await browserPage.goto(origin)
    await Promise.all([
      browserPage.waitForURL(/\/oauth2\/authorize/),
      browserPage.evaluate(`void ${manager}.signinRedirect()`),
    ])
    await signIn(browserPage, anna)
    await accept(browserPage)
    await browserPage.waitForURL(/\/callback\?/)
    await browserPage.evaluate(`${manager}.signinCallback().then(() => {})`)
    await Promise.all([
      browserPage.waitForURL(/\/goodbye\?state=/),
      browserPage.evaluate(`void ${manager}.signoutRedirect({ state: 'where-we-were' })`),
    ])
    await browserPage.evaluate(`${manager}.signoutCallback().then(() => {})`)
    assert.equal(await browserPage.evaluate(`${manager}.getUser()`), null)
  }))
