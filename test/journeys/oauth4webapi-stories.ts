// Stories of apps and of an API that use oauth4webapi as its documentation says; no option loosens a check of it.
import assert from 'node:assert/strict'
import { importJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import type { LibrarySetting } from './library-definition.ts'

export const stories: Readonly<Record<string, (setting: LibrarySetting) => Promise<void>>> = {
  'with a secret in a Basic header': (setting) =>
    everything(setting, { client_id: 'standard' }, oauth.ClientSecretBasic(secretOf('standard'))),
  'with a secret in the body': (setting) =>
    everything(setting, { client_id: 'standard' }, oauth.ClientSecretPost(secretOf('standard'))),
  'with private_key_jwt and ES256': (setting) => withKey(setting, 'key-es256', 'ES256'),
  'with private_key_jwt and RS256': (setting) => withKey(setting, 'key-rs256', 'RS256'),
  'with private_key_jwt and Ed25519': (setting) => withKey(setting, 'key-ed25519', 'EdDSA'),
  'as a public app on this device': publicApp,
  'an API checks a signed access token by itself (RFC 9068)': signedToken,
  'an API and an app want signed answers about a token (RFC 9701)': signedAnswers,
}

/** Both metadata documents, checked by the library, say the same. */
async function discover(issuer: string): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer)
  const [oidc, plain] = await Promise.all(
    (['oidc', 'oauth2'] as const).map(async (algorithm) =>
      oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url, { algorithm })),
    ),
  )
  assert.ok(oidc !== undefined && plain !== undefined)
  for (const [name, value] of Object.entries(plain)) assert.deepEqual(oidc[name], value, name)
  return oidc
}

async function withKey(setting: LibrarySetting, clientId: string, alg: string): Promise<void> {
  const key = await importJWK(setting.keys[clientId] ?? assert.fail(clientId), alg)
  assert.ok(!(key instanceof Uint8Array))
  const client = { client_id: clientId, id_token_signed_response_alg: alg }
  await everything(setting, client, oauth.PrivateKeyJwt(key))
}

interface Begun {
  readonly callback: URLSearchParams
  readonly verifier: string
  readonly nonce: string
}

/** Signs a person in, lets them accept, and lets the library check what came back, `iss` and `state` among it. */
async function signInAt(as: oauth.AuthorizationServer, client: oauth.Client, uri: string): Promise<Begun> {
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const url = new URL(as.authorization_endpoint ?? assert.fail())
  url.search = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: uri,
    scope: 'openid email devices:read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    prompt: 'consent',
    state,
    nonce,
  }).toString()
  const { location, page } = await allow(newVisitor(as.issuer), url.href, anna)
  const callback = oauth.validateAuthResponse(as, client, new URL(location ?? assert.fail(page)), state)
  return { callback, verifier, nonce }
}

async function redeem(
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  uri: string,
): Promise<oauth.TokenEndpointResponse> {
  const { callback, verifier, nonce } = await signInAt(as, client, uri)
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    authentication,
    callback,
    uri,
    verifier,
  )
  const expected = { expectedNonce: nonce, requireIdToken: true }
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, expected)
  await oauth.validateApplicationLevelSignature(as, response)
  return tokens
}

async function everything(
  { issuer }: LibrarySetting,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
): Promise<void> {
  const as = await discover(issuer)
  const tokens = await redeem(as, client, authentication, redirectUri)
  const claims = oauth.getValidatedIdTokenClaims(tokens) ?? assert.fail('no ID token')
  const userinfo = await oauth.userInfoRequest(as, client, tokens.access_token)
  assert.equal((await oauth.processUserInfoResponse(as, client, claims.sub, userinfo)).email, anna.email)
  const refreshToken = tokens.refresh_token ?? assert.fail('no refresh token')
  const response = await oauth.refreshTokenGrantRequest(as, client, authentication, refreshToken)
  const refreshed = await oauth.processRefreshTokenResponse(as, client, response)
  const again = oauth.getValidatedIdTokenClaims(refreshed) ?? assert.fail('no ID token')
  assert.deepEqual([again.sub, again.auth_time], [claims.sub, claims.auth_time])
  await ownToken(as, client, authentication)
  await revoked(as, client, authentication, refreshed.access_token, refreshToken)
}

async function ownToken(
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
): Promise<void> {
  const wanted = { scope: 'devices:read' }
  const response = await oauth.clientCredentialsGrantRequest(as, client, authentication, wanted)
  const own = await oauth.processClientCredentialsResponse(as, client, response)
  assert.equal(own.scope, 'devices:read')
  assert.equal(await isActive(as, client, authentication, own.access_token), true)
}

async function isActive(
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  token: string,
): Promise<boolean> {
  const response = await oauth.introspectionRequest(as, client, authentication, token)
  return (await oauth.processIntrospectionResponse(as, client, response)).active
}

async function revoked(
  as: oauth.AuthorizationServer,
  client: oauth.Client,
  authentication: oauth.ClientAuth,
  accessToken: string,
  refreshToken: string,
): Promise<void> {
  const tokens = [accessToken, refreshToken]
  for (const token of tokens) assert.equal(await isActive(as, client, authentication, token), true)
  const response = await oauth.revocationRequest(as, client, authentication, refreshToken)
  await oauth.processRevocationResponse(response)
  for (const token of tokens) assert.equal(await isActive(as, client, authentication, token), false)
  await assert.rejects(async () => {
    const userinfo = await oauth.userInfoRequest(as, client, accessToken)
    await oauth.processUserInfoResponse(as, client, oauth.skipSubjectCheck, userinfo)
  }, oauth.WWWAuthenticateChallengeError)
}

async function publicApp({ issuer }: LibrarySetting): Promise<void> {
  const as = await discover(issuer)
  const client = { client_id: 'public' }
  const tokens = await redeem(as, client, oauth.None(), 'http://127.0.0.1:50505/callback')
  const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), tokens.refresh_token ?? '')
  const rotated = await oauth.processRefreshTokenResponse(as, client, response)
  assert.ok(rotated.refresh_token !== tokens.refresh_token)
}

async function signedToken({ issuer, keys }: LibrarySetting): Promise<void> {
  const as = await discover(issuer)
  const client = { client_id: 'key-es256' }
  const key = await importJWK(keys['key-es256'] ?? assert.fail(), 'ES256')
  assert.ok(!(key instanceof Uint8Array))
  const wanted = { scope: 'meter:read', resource: 'https://meter.example.com' }
  const response = await oauth.clientCredentialsGrantRequest(as, client, oauth.PrivateKeyJwt(key), wanted)
  const { access_token } = await oauth.processClientCredentialsResponse(as, client, response)
  const request = new Request('https://meter.example.com/', {
    headers: { authorization: `Bearer ${access_token}` },
  })
  const claims = await oauth.validateJwtAccessToken(as, request, 'https://meter.example.com')
  assert.deepEqual([claims.client_id, claims.scope], ['key-es256', 'meter:read'])
  await assert.rejects(oauth.validateJwtAccessToken(as, request, 'https://plain.example.com'))
}

async function signedAnswers({ issuer }: LibrarySetting): Promise<void> {
  const as = await discover(issuer)
  const app = { client_id: 'standard' }
  const appSecret = oauth.ClientSecretBasic(secretOf('standard'))
  const wanted = { scope: 'devices:read', resource: 'https://plain.example.com' }
  const given = await oauth.clientCredentialsGrantRequest(as, app, appSecret, wanted)
  const { access_token } = await oauth.processClientCredentialsResponse(as, app, given)
  const api = { client_id: 'plain-api', introspection_signed_response_alg: 'ES256' }
  const apiSecret = oauth.ClientSecretBasic(secretOf('plain-api'))
  for (const [who, secret] of [
    [app, appSecret],
    [api, apiSecret],
  ] as const) {
    for (const [token, active] of [
      [access_token, true],
      ['nobodys', false],
    ] as const) {
      const response = await oauth.introspectionRequest(as, who, secret, token, { requestJwtResponse: true })
      assert.equal(response.headers.get('content-type'), 'application/token-introspection+jwt')
      assert.equal((await oauth.processIntrospectionResponse(as, who, response)).active, active)
      await oauth.validateApplicationLevelSignature(as, response)
    }
  }
}
