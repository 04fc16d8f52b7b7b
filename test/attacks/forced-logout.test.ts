import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { decodeJwt, decodeProtectedHeader, type JWTPayload, SignJWT } from 'jose'
import {
  type AppHost,
  anna,
  ben,
  callback,
  type LogoutWorld,
  rp,
  type SignedInApp,
  secretOf,
  startAppHost,
  startLogoutWorld,
} from '../oidc/logout-world.ts'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { authorizeUrl } from './authorization.ts'

// Nobody is signed out, and nobody is sent anywhere, by what somebody else wrote: OWASP ASVS 5.0 V10.6.2, RFC 9700 §4.11.

const signedOut = 'https://app.example.com/signed-out'
const hostileName = '<img src=x onerror=alert(1)>"\'</strong><script>alert(2)</script>'
const hostileFrame = 'https://app.example.com/out?a="><script>alert(3)</script>;script-src *'

let world: LogoutWorld
let trap: AppHost
let visitor: Visitor
let app: SignedInApp
before(async () => {
  trap = await startAppHost()
  const returns = { postLogoutRedirectUris: [signedOut] }
  world = await startLogoutWorld([
    rp('victim-app', returns),
    rp('evil-app', { ...returns, name: hostileName, backchannelLogoutUri: `${trap.origin}/inside` }),
    rp('framing-app', { frontchannelLogoutUri: hostileFrame }),
    rp('jwt-app', { userinfoSignedResponseAlg: 'RS256' }),
  ])
  visitor = world.visitor()
  app = await world.signIn(visitor, 'victim-app', anna)
})
after(async () => {
  await world.running.end()
  trap.close()
})

const asked = (idToken: string | undefined, more: Readonly<Record<string, string>> = {}) =>
  world.logoutUrl({ id_token_hint: idToken, post_logout_redirect_uri: signedOut, state: 'x', ...more })

/** The request led nowhere, and the person is signed in as before. */
async function assertNothingDone(response: Response): Promise<string> {
  assert.equal(response.headers.get('location'), null)
  const page = await response.text()
  assert.ok(!page.includes('id="logout-done"'), page)
  assert.equal(await world.isSignedIn(visitor), true)
  return page
}

/** What was asked for is on the page with a button, and pressing it leads to no app. */
async function assertOnlyAsked(url: string): Promise<void> {
  const page = await assertNothingDone(await visitor.get(url))
  assert.match(page, /<form id="logout-form"/)
  const fields = hiddenFields(page, 'logout-form')
  const other = await visitor.post('/logout', { ...fields, decision: 'stay' })
  assert.equal(other.headers.get('location'), '/')
}

function tokenOf(header: object, claims: JWTPayload, sign: (input: string) => string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const input = `${part(header)}.${part(claims)}`
  return `${input}.${sign(input)}`
}

describe('a forged ID token signs nobody out and opens no way back', () => {
  const forgeries: Readonly<Record<string, () => string | Promise<string>>> = {
    'without signature, alg none': () => tokenOf({ alg: 'none', typ: 'JWT' }, app.claims, () => ''),
    'alg none beside a right kid': () => {
      const { kid } = decodeProtectedHeader(app.idToken)
      return tokenOf({ alg: 'none', typ: 'JWT', kid }, app.claims, () => '')
    },
    'the right signature under alg none': () => {
      const [, , signature = ''] = app.idToken.split('.')
      return tokenOf({ alg: 'none', typ: 'JWT' }, app.claims, () => signature)
    },
    'signed with the client’s own secret': () => {
      const header = { alg: 'HS256', typ: 'JWT', kid: decodeProtectedHeader(app.idToken).kid }
      const sign = (input: string) =>
        createHmac('sha256', secretOf('victim-app')).update(input).digest('base64url')
      return tokenOf(header, app.claims, sign)
    },
    'signed by another issuer’s key': () => {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
      const { kid = '' } = decodeProtectedHeader(app.idToken)
      return new SignJWT(app.claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey)
    },
    'with a key of its own in the header': async () => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const jwk = publicKey.export({ format: 'jwk' })
      return new SignJWT(app.claims).setProtectedHeader({ alg: 'ES256', typ: 'JWT', jwk }).sign(privateKey)
    },
    'one claim changed': () => {
      const [header = '', , signature = ''] = app.idToken.split('.')
      const claims = Buffer.from(JSON.stringify({ ...app.claims, exp: 4e9 })).toString('base64url')
      return `${header}.${claims}.${signature}`
    },
    'signed userinfo': async () => {
      const other = await world.signIn(visitor, 'jwt-app', anna)
      const headers = { authorization: `Bearer ${other.accessToken}` }
      const text = await (await fetch(`${world.issuer}/oauth2/userinfo`, { headers })).text()
      assert.equal(decodeJwt(text).sub, app.claims.sub)
      return text
    },
    'an access token': () => app.accessToken,
    'no token at all': () => 'x'.repeat(500),
  }
  for (const [what, forge] of Object.entries(forgeries)) {
    test(`CVE-2026-1529 CVE-2026-67336 CVE-2026-101023: ${what}`, async () => {
      await assertOnlyAsked(asked(await forge()))
      const page = await assertNothingDone(
        await visitor.get(asked(await forge(), { client_id: 'victim-app' })),
      )
      const fields = hiddenFields(page, 'logout-form')
      assert.ok(fields.request)
      const stranger = world.visitor()
      assert.equal((await stranger.get(asked(await forge()))).headers.get('location'), null)
    })
  }

  test('the token of another app under this app’s name', async () => {
    const { idToken } = await world.signIn(visitor, 'evil-app', anna)
    const response = await visitor.get(asked(idToken, { client_id: 'victim-app' }))
    assert.equal(response.status, 400)
    await assertNothingDone(response)
  })

  test('an attacker’s own token, of another session or another person', async () => {
    for (const person of [anna, ben]) {
      const { idToken } = await world.signIn(world.visitor(), 'victim-app', person)
      await assertOnlyAsked(asked(idToken))
    }
  })
})

describe('no open redirect', () => {
  const addresses = [
    'https://evil.example',
    'https://app.example.com@evil.example/signed-out',
    'https://app.example.com.evil.example/signed-out',
    'https://app.example.com:443/signed-out',
    'https://app.example.com/signed-out#x',
    'https://app.example.com/signed-out?x',
    'https://app.example.com/signed-out/../evil',
    'https://app.example.com/Signed-Out',
    'https://app.example.com/signed-out%2f',
    'https://app.example.com\\@evil.example',
    'HTTPS://app.example.com/signed-out',
    'http://app.example.com/signed-out',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' https://app.example.com/signed-out',
    'https://app.example.com/signed-out\r\nLocation: https://evil.example',
    callback,
  ]
  for (const address of addresses) {
    test(`CVE-2026-3872 CVE-2026-7504 CVE-2026-54072: ${JSON.stringify(address)}`, async () => {
      const response = await visitor.get(asked(app.idToken, { post_logout_redirect_uri: address }))
      assert.equal(response.status, 400)
      const page = await assertNothingDone(response)
      assert.ok(!page.includes(`href="${address}"`))
      const stranger = await world.visitor().get(asked(app.idToken, { post_logout_redirect_uri: address }))
      assert.equal(stranger.headers.get('location'), null)
    })
  }
})

describe('what came with the request stays text', () => {
  const texts = ['"><script>alert(1)</script>', "'onmouseover=alert(1) x='", 'a\r\nSet-Cookie: a=b', '&x=y#z']
  for (const text of texts) {
    test(`CVE-2026-29191 CVE-2026-42849 GO-2026-4861: ${JSON.stringify(text)}`, async () => {
      const names = ['state', 'client_id', 'ui_locales', 'logout_hint', 'id_token_hint']
      for (const name of names) {
        const response = await visitor.get(world.logoutUrl({ [name]: text }))
        const page = await assertNothingDone(response)
        assert.ok(!page.includes(text), `${name}: ${page}`)
        assert.doesNotMatch(page, /<script/)
      }
      // Nobody is signed in in this browser, so the hint leads back at once.
      const response = await world.visitor().get(asked(app.idToken, { state: text }))
      const location = response.headers.get('location') ?? ''
      assert.match(location, /^[\x21-\x7e]+$/)
      assert.deepEqual([...new URL(location).searchParams], [['state', text]])
      assert.ok(!response.headers.getSetCookie().some((cookie) => cookie.startsWith('a=')))
    })
  }

  test('the name that a developer chose', async () => {
    const page = await assertNothingDone(await visitor.get(world.logoutUrl({ client_id: 'evil-app' })))
    assert.ok(!page.includes('<img src=x'))
    assert.doesNotMatch(page, /<script/)
  })

  test('the address of a frame: one origin in the policy, and no markup', async () => {
    const browser = world.visitor()
    const { idToken } = await world.signIn(browser, 'framing-app', ben)
    const response = await browser.get(world.logoutUrl({ id_token_hint: idToken }))
    const policy = response.headers.get('content-security-policy') ?? ''
    assert.match(policy, /; frame-src https:\/\/app\.example\.com; /)
    assert.doesNotMatch(policy, /\*|script-src/)
    const page = await response.text()
    assert.doesNotMatch(page, /<script/)
    assert.equal(page.match(/<iframe /g)?.length, 1)
  })
})

describe('another site signs nobody out', () => {
  test('by a form of its own: without the page of ours nothing happens', async () => {
    const form = { decision: 'logout' }
    const foreign = await visitor.post('/logout', form, { origin: 'https://evil.example' })
    assert.equal(foreign.status, 403)
    assert.equal((await visitor.post('/logout', form)).status, 403)
    assert.equal(await world.isSignedIn(visitor), true)
  })

  test('by a form to the endpoint of apps: the person is asked', async () => {
    const response = await visitor.post('/oauth2/logout', {}, { origin: 'https://evil.example' })
    assert.equal(response.status, 303)
    await assertOnlyAsked(response.headers.get('location') ?? '')
  })

  test('by an image, which brings no cookie and takes none away', async () => {
    for (const path of [asked(app.idToken), '/oauth2/logout', '/logout']) {
      const response = await fetch(new URL(path, world.issuer), { redirect: 'manual' })
      assert.deepEqual(
        response.headers.getSetCookie().filter((cookie) => cookie.includes('session')),
        [],
      )
    }
    assert.equal(await world.isSignedIn(visitor), true)
  })

  test('by the sealed request of another browser', async () => {
    const evil = world.visitor()
    await world.signIn(evil, 'victim-app', ben)
    const theirs = hiddenFields(await (await evil.get('/oauth2/logout?state=theirs')).text(), 'logout-form')
    const response = await visitor.post('/logout', { ...theirs, decision: 'logout' })
    assert.equal(response.status, 403)
    assert.equal(await world.isSignedIn(visitor), true)
  })

  test('by a request that was sealed for something else', async () => {
    const posted = await fetch(new URL('/oauth2/authorize', world.issuer), {
      method: 'POST',
      body: new URL(authorizeUrl({ client_id: 'victim-app', redirect_uri: callback }), world.issuer)
        .searchParams,
      redirect: 'manual',
    })
    const sealed = new URL(posted.headers.get('location') ?? '', world.issuer).searchParams.get('in_progress')
    assert.ok(sealed)
    const response = await visitor.get(`/oauth2/logout?in_progress=${sealed}`)
    assert.equal(response.status, 400)
    await assertNothingDone(response)
  })
})

test('CVE-2026-1180: what an app calls its address of logout is not called inside our network', async () => {
  const browser = world.visitor()
  const { idToken } = await world.signIn(browser, 'evil-app', ben)
  await browser.get(world.logoutUrl({ id_token_hint: idToken }))
  assert.equal(await world.isSignedIn(browser), false)
  const deadline = Date.now() + 10_000
  while (
    !world.running.output.stderr.includes('did not hear of a sign-out') &&
    !world.running.output.stdout.includes('did not hear of a sign-out')
  ) {
    assert.ok(Date.now() < deadline, 'the notice was not even tried')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.deepEqual(trap.heard, [])
})

test('neither hints nor tokens of sign-outs stand in the log', () => {
  const { stdout, stderr } = world.running.output
  for (const part of app.idToken.split('.').slice(1)) assert.ok(!(stdout + stderr).includes(part))
  assert.equal(decodeJwt(app.idToken).sid, app.claims.sid)
})
