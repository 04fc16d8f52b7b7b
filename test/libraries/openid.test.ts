// What OpenID Connect adds to a sign-in, by each library: signed answers, ages, subjects, forms, sign-out.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { decodeProtectedHeader } from 'jose'
import * as oauth from 'oauth4webapi'
import { buildEndSessionUrl, type IDToken } from 'openid-client'
import { anna, secretOf } from '../definition.ts'
import { newVisitor } from '../sign-in.ts'
import type { AppSetting, Library } from './library.ts'
import { goodbyeUri, otherRedirectUri, type Signer, signers } from './library-apps.ts'
import { answerOf, startLibraryWorld } from './library-world.ts'
import { oauth4webapi } from './oauth4webapi-library.ts'
import { configurationOf, openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer, keys } = world

function withSecret(clientId: string, registered: AppSetting['registered'] = {}): AppSetting {
  const authentication = { method: 'client_secret_basic', secret: secretOf(clientId) } as const
  return { clientId, registered, authentication }
}

/** An app all of whose answers are signed by the algorithm of its key. */
function signing(clientId: Signer): AppSetting {
  const names = ['id_token', 'userinfo', 'introspection', 'authorization']
  const registered = names.map((name) => [`${name}_signed_response_alg`, signers[clientId]])
  const authentication = { method: 'private_key_jwt', key: keys[clientId] } as const
  return { clientId, registered: Object.fromEntries(registered), authentication, readsSigned: true }
}

async function signedIn(library: Library, setting: AppSetting, more = {}) {
  const app = await library.open(issuer, setting)
  const begun = await app.begin(more)
  const answer = await answerOf(begun.url)
  const tokens = await begun.finish(answer)
  const claims: IDToken = tokens.claims ?? assert.fail('no ID token')
  return { app, begun, answer, claims, tokens: tokens.answer }
}

for (const library of [openidClient, oauth4webapi]) {
  for (const clientId of ['key-RS256', 'key-PS256', 'key-ES256', 'key-EdDSA'] as const) {
    test(`${library.name}: the request and every answer signed by ${signers[clientId]}: JAR, JARM, ID token, userinfo, introspection`, async () => {
      const setting = { ...signing(clientId), signsBy: keys[clientId] }
      const { app, begun, answer, claims, tokens } = await signedIn(library, setting)
      assert.deepEqual([...begun.url.searchParams.keys()].sort(), ['client_id', 'request'])
      assert.ok(answer instanceof URL)
      const signed = [answer.searchParams.get('response'), tokens.id_token]
      for (const jwt of signed) assert.equal(decodeProtectedHeader(jwt ?? '').alg, signers[clientId])
      assert.equal((await app.userinfo(tokens.access_token, claims.sub)).email, anna.email)
      assert.equal((await app.introspect(tokens.access_token)).sub, claims.sub)
    })
  }

  test(`${library.name}: an answer that another algorithm signed is refused`, async () => {
    const setting = { ...signing('key-ES256'), readsSigned: false }
    const app = await library.open(issuer, {
      ...setting,
      registered: { ...setting.registered, id_token_signed_response_alg: 'PS256' },
    })
    const begun = await app.begin()
    await assert.rejects(begun.finish(await answerOf(begun.url)), library.errors.unexpected)
  })

  for (const mode of ['form_post', 'form_post.jwt', 'query.jwt'] as const) {
    test(`${library.name}: the answer by ${mode}`, async () => {
      const setting = { ...signing('key-ES256'), readsSigned: mode.endsWith('.jwt') }
      const app = await library.open(issuer, setting)
      const begun = await app.begin()
      begun.url.searchParams.set('response_mode', mode)
      const answer = await answerOf(begun.url)
      assert.equal(answer instanceof URL, mode === 'query.jwt')
      assert.equal((await begun.finish(answer)).claims?.nonce, begun.nonce)
    })
  }

  test(`${library.name}: max_age, auth_time, and the ages that were registered`, () => agesOf(library))

  test(`${library.name}: pairwise subjects are one for a site, and others for other sites`, async () => {
    const subjects = await Promise.all(
      ['pair-one', 'pair-same', 'pair-other', 'basic'].map(async (clientId) => {
        const more = clientId === 'pair-other' ? { redirect_uri: otherRedirectUri } : {}
        const { app, claims, tokens } = await signedIn(library, withSecret(clientId), more)
        assert.equal((await app.userinfo(tokens.access_token, claims.sub)).sub, claims.sub)
        return claims.sub
      }),
    )
    assert.equal(subjects[0], subjects[1])
    assert.equal(new Set(subjects).size, 3)
  })

  test(`${library.name}: single claims, contexts and the account that is meant`, async () => {
    const { app, claims, tokens } = await signedIn(library, withSecret('basic'), {
      scope: 'openid',
      claims: JSON.stringify({ userinfo: { name: { essential: true } }, id_token: { acr: null } }),
      acr_values: 'urn:latchkey:acr:password',
      login_hint: anna.email,
      ui_locales: 'sv en',
      prompt: 'login consent',
    })
    const { name, email } = await app.userinfo(tokens.access_token, claims.sub)
    assert.deepEqual([name, email, claims.acr], ['Anna Andersson', undefined, 'urn:latchkey:acr:password'])
  })

  test(`${library.name}: signed in a second time without a page, by prompt=none and id_token_hint`, async () => {
    const app = await library.open(issuer, withSecret('basic'))
    const visitor = newVisitor(issuer.origin)
    const first = await app.begin()
    const { claims, answer } = await first.finish(await answerOf(first.url, 'accept', visitor))
    const again = await app.begin({ prompt: 'none', id_token_hint: answer.id_token ?? '' })
    const silent = await again.finish(await answerOf(again.url, 'accept', visitor))
    const facts = (of: IDToken | undefined) => [of?.sub, of?.auth_time, of?.sid]
    assert.deepEqual(facts(silent.claims), facts(claims))
    const stranger = await app.begin({ prompt: 'none' })
    await assert.rejects(stranger.finish(await answerOf(stranger.url)), { error: 'login_required' })
  })
}

async function agesOf(library: Library): Promise<void> {
  const { claims } = await signedIn(library, withSecret('basic'), { max_age: '60' })
  assert.ok(Math.abs(Number(claims.auth_time) - Date.now() / 1000) < 60)
  const registered = { default_max_age: 300, require_auth_time: true }
  const aged = await signedIn(library, withSecret('aged', registered))
  assert.equal(typeof aged.claims.auth_time, 'number')
  // Both libraries read the age again on a refresh.
  const { app, tokens } = aged
  const refreshed = await app.refresh(tokens.refresh_token ?? assert.fail())
  assert.equal(refreshed.claims?.auth_time, aged.claims.auth_time)
}

test('openid-client: sign-out at the server brings the person back to the app', async () => {
  const setting = withSecret('basic')
  const [app, config] = [await openidClient.open(issuer, setting), await configurationOf(issuer, setting)]
  const visitor = newVisitor(issuer.origin)
  const begun = await app.begin()
  const { answer } = await begun.finish(await answerOf(begun.url, 'accept', visitor))
  const url = buildEndSessionUrl(config, {
    post_logout_redirect_uri: goodbyeUri,
    id_token_hint: answer.id_token ?? assert.fail(),
    state: 'where-we-were',
  })
  const left = await visitor.get(url.href)
  assert.equal(left.headers.get('location'), `${goodbyeUri}?state=where-we-were`)
  const after = await app.begin({ prompt: 'none' })
  await assert.rejects(after.finish(await answerOf(after.url, 'accept', visitor)), {
    error: 'login_required',
  })
})

test('oauth4webapi: an app that sends neither state nor nonce gets neither', async () => {
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer))
  const client = { client_id: 'basic' }
  const verifier = oauth.generateRandomCodeVerifier()
  const url = new URL(as.authorization_endpoint ?? assert.fail())
  const redirectUri = 'https://app.example.com/callback'
  url.search = new URLSearchParams({
    ...{ client_id: 'basic', response_type: 'code', redirect_uri: redirectUri, scope: 'openid' },
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString()
  const answer = await answerOf(url)
  assert.ok(answer instanceof URL)
  const callback = oauth.validateAuthResponse(as, client, answer, oauth.expectNoState)
  const authentication = oauth.ClientSecretBasic(secretOf('basic'))
  const response = await oauth.authorizationCodeGrantRequest(
    ...([as, client, authentication, callback, redirectUri, verifier] as const),
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: oauth.expectNoNonce,
    requireIdToken: true,
  })
  assert.equal(oauth.getValidatedIdTokenClaims(tokens)?.aud, 'basic')
  await oauth.validateApplicationLevelSignature(as, response)
})
