import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { runCli } from '../start-latchkey.ts'
import { anna, ben, type LogoutWorld, rp, startLogoutWorld } from './logout-world.ts'

// OpenID Connect RP-Initiated Logout 1.0.

const signedOut = 'https://app.example.com/signed-out'
const withQuery = 'https://app.example.com/signed-out?from=latchkey'
const private_ = 'com.example.app:/signed-out'

let world: LogoutWorld
before(async () => {
  const returns = { postLogoutRedirectUris: [signedOut, withQuery, private_, 'http://127.0.0.1/out'] }
  world = await startLogoutWorld([
    rp('leaver', returns),
    rp('pairwise', { ...returns, subjectType: 'pairwise' }),
    rp('strong', { ...returns, idTokenSignedResponseAlg: 'ES256' }),
    rp('other', { postLogoutRedirectUris: ['https://other.example.com/out'] }),
    rp('none-registered'),
  ])
})
after(() => world.running.end())

async function page(response: Response): Promise<string> {
  assert.equal(response.headers.get('location'), null)
  return response.text()
}

/** The page that asks; the answer to pressing its button. */
async function confirm(visitor: Visitor, shown: string, decision = 'logout'): Promise<Response> {
  assert.match(shown, /<form id="logout-form"/)
  return visitor.post('/logout', { ...hiddenFields(shown, 'logout-form'), decision })
}

describe('with an ID token of this session', () => {
  for (const client of ['leaver', 'pairwise', 'strong']) {
    test(`${client}: the session ends, and the person is back with the same state and nothing else`, async () => {
      const visitor = world.visitor()
      const { idToken, claims } = await world.signIn(visitor, client)
      assert.match(String(claims.sid), /^[A-Za-z0-9_-]{43}$/)
      const url = world.logoutUrl({
        id_token_hint: idToken,
        post_logout_redirect_uri: signedOut,
        state: 'a state/with=odd&signs+and % é',
      })
      const response = await visitor.get(url)
      assert.equal(response.status, 303)
      assert.equal(response.headers.get('cache-control'), 'no-store')
      const location = new URL(response.headers.get('location') ?? '')
      assert.equal(location.origin + location.pathname, signedOut)
      assert.deepEqual([...location.searchParams], [['state', 'a state/with=odd&signs+and % é']])
      assert.equal(await world.isSignedIn(visitor), false)
    })
  }

  const returns = [
    [signedOut, undefined, signedOut],
    [withQuery, 'x', `${withQuery}&state=x`],
    [private_, 'x', `${private_}?state=x`],
    ['http://127.0.0.1:51004/out', 'x', 'http://127.0.0.1:51004/out?state=x'],
  ] as const
  for (const [uri, state, expected] of returns) {
    test(`it goes to ${expected}`, async () => {
      const visitor = world.visitor()
      const { idToken } = await world.signIn(visitor, 'leaver')
      const sent = { id_token_hint: idToken, post_logout_redirect_uri: uri, client_id: 'leaver', state }
      const response = await visitor.get(world.logoutUrl(sent))
      assert.equal(response.headers.get('location'), expected)
    })
  }

  test('without an address a page says that it is done', async () => {
    const visitor = world.visitor()
    const { idToken } = await world.signIn(visitor, 'leaver')
    const shown = await page(await visitor.get(world.logoutUrl({ id_token_hint: idToken })))
    assert.match(shown, /id="logout-done"/)
    assert.equal(await world.isSignedIn(visitor), false)
  })

  test('by a form: it is asked again as a GET, where the cookies come along', async () => {
    const visitor = world.visitor()
    const { idToken } = await world.signIn(visitor, 'leaver')
    const form = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state: 'by-form' }
    // As browsers do for another site: SameSite=Lax cookies stay at home.
    const posted = await fetch(`${world.issuer}/oauth2/logout`, {
      method: 'POST',
      headers: { origin: 'https://app.example.com' },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
    assert.equal(posted.status, 303)
    assert.deepEqual(posted.headers.getSetCookie(), [])
    const next = posted.headers.get('location') ?? ''
    assert.match(next, /^\/oauth2\/logout\?in_progress=/)
    assert.ok(!next.includes(idToken), 'the ID token stands in no URL')
    assert.equal(await world.isSignedIn(visitor), true)
    const response = await visitor.get(next)
    assert.equal(response.headers.get('location'), `${signedOut}?state=by-form`)
    assert.equal(await world.isSignedIn(visitor), false)
  })

  test('who signed in again is in the same session: an older ID token still counts', async () => {
    const visitor = world.visitor()
    const { idToken, claims } = await world.signIn(visitor, 'leaver')
    const login = await page(await visitor.get('/login'))
    await visitor.post('/login', { ...hiddenFields(login, 'login-form'), ...anna })
    const again = await world.signIn(visitor, 'leaver')
    assert.equal(again.claims.sid, claims.sid)
    const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut }
    const response = await visitor.get(world.logoutUrl(sent))
    assert.equal(response.headers.get('location'), signedOut)
  })

  test('under a key that was retired since', async () => {
    const visitor = world.visitor()
    const { idToken } = await world.signIn(visitor, 'strong')
    const { folder, issuer, port } = world.running
    const env = {
      PATH: process.env.PATH ?? '',
      LATCHKEY_DATA: folder,
      LATCHKEY_ISSUER: issuer,
      PORT: String(port),
    }
    await runCli(env, ['keys', 'rotate', 'ES256'])
    const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut }
    const response = await visitor.get(world.logoutUrl(sent))
    assert.equal(response.headers.get('location'), signedOut)
  })
})

describe('when nobody is signed in', () => {
  test('a valid hint leads back to the app', async () => {
    const { idToken } = await world.signIn(world.visitor(), 'leaver')
    const stranger = world.visitor()
    const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state: 'x' }
    const response = await stranger.get(world.logoutUrl(sent))
    assert.equal(response.headers.get('location'), `${signedOut}?state=x`)
    assert.deepEqual(response.headers.getSetCookie(), [])
  })

  test('without parameters there is nothing to do', async () => {
    const response = await world.visitor().get(world.logoutUrl())
    assert.equal(response.status, 200)
    assert.match(await page(response), /id="logout-done"/)
  })
})

describe('the person is asked', () => {
  test('without parameters, and then it is done', async () => {
    const visitor = world.visitor()
    await world.signIn(visitor, 'leaver')
    const shown = await page(await visitor.get(world.logoutUrl()))
    assert.equal(await world.isSignedIn(visitor), true)
    assert.match(await page(await confirm(visitor, shown)), /id="logout-done"/)
    assert.equal(await world.isSignedIn(visitor), false)
  })

  test('when the hint is of another session, and goes back to the app only then', async () => {
    const { idToken } = await world.signIn(world.visitor(), 'leaver')
    const visitor = world.visitor()
    await world.signIn(visitor, 'leaver')
    const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state: 'x' }
    const shown = await page(await visitor.get(world.logoutUrl(sent)))
    assert.match(shown, /App leaver/)
    assert.equal(await world.isSignedIn(visitor), true)
    const response = await confirm(visitor, shown)
    assert.equal(response.headers.get('location'), `${signedOut}?state=x`)
    assert.equal(await world.isSignedIn(visitor), false)
  })

  test('when the hint is of another person, and may stay', async () => {
    const { idToken } = await world.signIn(world.visitor(), 'pairwise', ben)
    const visitor = world.visitor()
    await world.signIn(visitor, 'pairwise', anna)
    const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut }
    const shown = await page(await visitor.get(world.logoutUrl(sent)))
    assert.match(shown, /anna@example\.com/)
    const response = await confirm(visitor, shown, 'stay')
    assert.equal(response.headers.get('location'), '/')
    assert.equal(await world.isSignedIn(visitor), true)
  })

  test('with an address and no hint: it is never gone to, whoever is named', async () => {
    for (const client of ['leaver', undefined]) {
      const visitor = world.visitor()
      await world.signIn(visitor, 'leaver')
      const sent = { client_id: client, post_logout_redirect_uri: signedOut, state: 'x' }
      const shown = await page(await visitor.get(world.logoutUrl(sent)))
      assert.match(await page(await confirm(visitor, shown)), /id="logout-done"/)
      assert.equal(await world.isSignedIn(visitor), false)
      const again = await visitor.get(world.logoutUrl(sent))
      assert.match(await page(again), /id="logout-done"/)
    }
  })

  test('in the language that the app asks for', async () => {
    const visitor = world.visitor()
    await world.signIn(visitor, 'leaver')
    const sent = { client_id: 'leaver', ui_locales: 'sv-SE en', logout_hint: 'anna@example.com' }
    assert.match(await page(await visitor.get(world.logoutUrl(sent))), /App leaver<\/bdi><\/strong> ber dig/)
  })
})

describe('refused with a page that says why, and nobody is signed out', () => {
  const cases = [
    ['an address that is not registered', { post_logout_redirect_uri: 'https://app.example.com/elsewhere' }],
    ['an altered address', { post_logout_redirect_uri: `${signedOut}/` }],
    ['an address with a query more', { post_logout_redirect_uri: `${signedOut}?a=b` }],
    ['an address of another app', { post_logout_redirect_uri: 'https://other.example.com/out' }],
    ['a hint for another client', { client_id: 'other' }],
    ['a client that is not there', { client_id: 'nobody' }],
  ] as const
  for (const [what, more] of cases) {
    test(what, async () => {
      const visitor = world.visitor()
      const { idToken } = await world.signIn(visitor, 'leaver')
      const sent = { id_token_hint: idToken, post_logout_redirect_uri: signedOut, state: 'x', ...more }
      const response = await visitor.get(world.logoutUrl(sent))
      assert.equal(response.status, 400)
      const shown = await page(response)
      assert.match(shown, /id="oauth-error"/)
      assert.match(shown, /href="\/logout"/)
      assert.equal(await world.isSignedIn(visitor), true)
    })
  }

  test('an address of an app that registered none, without a hint too', async () => {
    const sent = { client_id: 'none-registered', post_logout_redirect_uri: signedOut }
    const response = await world.visitor().get(world.logoutUrl(sent))
    assert.equal(response.status, 400)
    const shown = await page(response)
    assert.match(shown, /is not registered for this app/)
    assert.match(shown, /href="\/console\/apps\/none-registered\/activity\?error=\w+"/)
  })

  test('a parameter that came twice', async () => {
    const response = await world.visitor().get(`${world.logoutUrl({ state: 'x' })}&state=y`)
    assert.equal(response.status, 400)
  })

  test('more than a URL can carry', async () => {
    const response = await world.visitor().get(world.logoutUrl({ state: 'x'.repeat(9_000) }))
    assert.equal(response.status, 400)
  })
})

test('connections go on after a sign-out', async () => {
  const visitor = world.visitor()
  const { idToken, accessToken } = await world.signIn(visitor, 'leaver')
  await visitor.get(world.logoutUrl({ id_token_hint: idToken }))
  const headers = { authorization: `Bearer ${accessToken}` }
  assert.equal((await fetch(`${world.issuer}/oauth2/userinfo`, { headers })).status, 200)
})

test('the metadata says all of it', async () => {
  const metadata = await (await fetch(`${world.issuer}/.well-known/openid-configuration`)).json()
  assert.equal(metadata.end_session_endpoint, `${world.issuer}/oauth2/logout`)
  for (const channel of ['backchannel', 'frontchannel']) {
    assert.equal(metadata[`${channel}_logout_supported`], true)
    assert.equal(metadata[`${channel}_logout_session_supported`], true)
  }
})
