// Stories of apps that use openid-client as its documentation says; no option loosens a check of it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { importJWK } from 'jose'
import * as client from 'openid-client'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import type { LibrarySetting } from './library-definition.ts'

export const stories: Readonly<Record<string, (setting: LibrarySetting) => Promise<void>>> = {
  'with a secret in a Basic header': async ({ issuer }) =>
    everything(await discover(issuer, 'standard', client.ClientSecretBasic(secretOf('standard')))),
  'with a secret in the body': async ({ issuer }) =>
    everything(await discover(issuer, 'standard', client.ClientSecretPost(secretOf('standard')))),
  'with private_key_jwt and ES256': (setting) => withKey(setting, 'key-es256', 'ES256'),
  'with private_key_jwt and RS256': (setting) => withKey(setting, 'key-rs256', 'RS256'),
  'with private_key_jwt and Ed25519': (setting) => withKey(setting, 'key-ed25519', 'EdDSA'),
  'as a public app on any port of the device': publicApp,
  'the library finds an answer of another server out by its iss': mixUp,
  'a wrong verifier is refused and does not burn the code': wrongVerifier,
  'DENY is an error that the library knows': denied,
  'single claims, a pairwise subject and signed userinfo, and the ID token as a hint': knowsLittle,
}

async function discover(
  issuer: string,
  clientId: string,
  authentication: client.ClientAuth,
  metadata: Partial<client.ClientMetadata> = {},
): Promise<client.Configuration> {
  const config = await client.discovery(new URL(issuer), clientId, metadata, authentication)
  client.enableNonRepudiationChecks(config)
  return config
}

async function withKey({ issuer, keys }: LibrarySetting, clientId: string, alg: string): Promise<void> {
  const key = await importJWK(keys[clientId] ?? assert.fail(clientId), alg)
  assert.ok(!(key instanceof Uint8Array))
  const metadata = { id_token_signed_response_alg: alg }
  await everything(await discover(issuer, clientId, client.PrivateKeyJwt(key), metadata))
}

/** A request that was begun, and where the person's browser was sent. */
async function signInAt(
  config: client.Configuration,
  uri: string,
  decision: 'accept' | 'deny' = 'accept',
  more: Readonly<Record<string, string>> = {},
) {
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: uri,
    scope: 'openid email devices:read',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    prompt: 'consent',
    max_age: '300',
    state,
    nonce,
    ...more,
  })
  const { location, page } = await allow(newVisitor(config.serverMetadata().issuer), url.href, anna, decision)
  const checks = {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    maxAge: 300,
  }
  return { location: new URL(location ?? assert.fail(page)), checks }
}

async function knowsLittle({ issuer }: LibrarySetting): Promise<void> {
  const metadata = { id_token_signed_response_alg: 'EdDSA', userinfo_signed_response_alg: 'ES256' }
  const secret = client.ClientSecretBasic(secretOf('knows-little'))
  const config = await discover(issuer, 'knows-little', secret, metadata)
  const claims = { userinfo: { name: { essential: true } }, id_token: { email: null } }
  const asked = { scope: 'openid', claims: JSON.stringify(claims) }
  const { location, checks } = await signInAt(config, redirectUri, 'accept', asked)
  const tokens = await client.authorizationCodeGrant(config, location, checks)
  const { sub, email } = tokens.claims() ?? assert.fail('no ID token')
  assert.equal(email, anna.email)
  const person = await client.fetchUserInfo(config, tokens.access_token, sub)
  assert.deepEqual([person.name, person.email], ['Anna Andersson', undefined])
  const hint = { ...asked, id_token_hint: tokens.id_token ?? '', login_hint: anna.email }
  const again = await signInAt(config, redirectUri, 'accept', hint)
  const second = await client.authorizationCodeGrant(config, again.location, again.checks)
  assert.equal(second.claims()?.sub, sub)
}

/** Code, ID token, userinfo, refresh, client credentials, introspection and revocation. */
async function everything(config: client.Configuration): Promise<void> {
  const { location, checks } = await signInAt(config, redirectUri)
  const tokens = await client.authorizationCodeGrant(config, location, checks)
  const claims = checkIdToken(tokens, checks.expectedNonce)
  const refreshToken = tokens.refresh_token ?? assert.fail('no refresh token')
  const person = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
  assert.equal(person.email, anna.email)
  const refreshed = await client.refreshTokenGrant(config, refreshToken)
  const again = refreshed.claims() ?? assert.fail('no ID token')
  assert.deepEqual([again.sub, again.auth_time, again.aud], [claims.sub, claims.auth_time, claims.aud])
  await ownToken(config)
  await untilRevoked(config, refreshed.access_token, refreshToken)
}

type Answer = Awaited<ReturnType<typeof client.authorizationCodeGrant>>

/** OpenID Connect Core §3.1.3.6: the half of the access token's hash that belongs to the algorithm. */
function checkIdToken(tokens: Answer, nonce: string) {
  const claims = tokens.claims() ?? assert.fail('no ID token')
  const [header = ''] = (tokens.id_token ?? '').split('.')
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string }
  const digest = createHash(alg === 'EdDSA' ? 'sha512' : 'sha256')
    .update(tokens.access_token)
    .digest()
  assert.equal(claims.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'))
  assert.equal(claims.nonce, nonce)
  assert.ok(Math.abs(Date.now() / 1000 - Number(claims.auth_time)) < 300)
  return claims
}

async function ownToken(config: client.Configuration): Promise<void> {
  const own = await client.clientCredentialsGrant(config, { scope: 'devices:read' })
  assert.deepEqual([own.refresh_token, own.id_token, own.scope], [undefined, undefined, 'devices:read'])
  const { active, sub, client_id } = await client.tokenIntrospection(config, own.access_token)
  const { client_id: id } = config.clientMetadata()
  assert.deepEqual({ active, sub, client_id }, { active: true, sub: `client:${id}`, client_id: id })
  await client.tokenRevocation(config, own.access_token)
  assert.deepEqual(await client.tokenIntrospection(config, own.access_token), { active: false })
}

async function untilRevoked(
  config: client.Configuration,
  accessToken: string,
  refreshToken: string,
): Promise<void> {
  const before = await client.tokenIntrospection(config, accessToken)
  assert.deepEqual([before.active, before.scope], [true, 'openid email devices:read'])
  await client.tokenRevocation(config, refreshToken, { token_type_hint: 'refresh_token' })
  assert.deepEqual(await client.tokenIntrospection(config, accessToken), { active: false })
  await assert.rejects(client.refreshTokenGrant(config, refreshToken), { error: 'invalid_grant' })
}

async function publicApp({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'public', client.None())
  const subjects = new Set<string>()
  for (const uri of ['http://127.0.0.1:49152/callback', 'http://127.0.0.1:61234/callback']) {
    const { location, checks } = await signInAt(config, uri)
    const tokens = await client.authorizationCodeGrant(config, location, checks)
    subjects.add(checkIdToken(tokens, checks.expectedNonce).sub)
    const rotated = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.ok(rotated.refresh_token !== tokens.refresh_token, 'a public app gets a new one each time')
    await client.tokenRevocation(config, rotated.refresh_token ?? '')
  }
  assert.equal(subjects.size, 1, 'the same person is the same subject')
}

/** RFC 9207 §2.4: the metadata promise `iss`, so the library refuses an answer with another one, or with none. */
async function mixUp({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'standard', client.ClientSecretBasic(secretOf('standard')))
  const { location, checks } = await signInAt(config, redirectUri)
  for (const iss of ['https://other.example.com', undefined]) {
    const changed = new URL(location)
    changed.searchParams.delete('iss')
    if (iss !== undefined) changed.searchParams.set('iss', iss)
    await assert.rejects(client.authorizationCodeGrant(config, changed, checks), /invalid response/)
  }
  assert.ok((await client.authorizationCodeGrant(config, location, checks)).access_token)
}

async function wrongVerifier({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'standard', client.ClientSecretBasic(secretOf('standard')))
  const { location, checks } = await signInAt(config, redirectUri)
  const wrong = { ...checks, pkceCodeVerifier: client.randomPKCECodeVerifier() }
  await assert.rejects(client.authorizationCodeGrant(config, location, wrong), { error: 'invalid_grant' })
  assert.ok((await client.authorizationCodeGrant(config, location, checks)).access_token)
}

async function denied({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'standard', client.ClientSecretBasic(secretOf('standard')))
  const { location, checks } = await signInAt(config, redirectUri, 'deny')
  await assert.rejects(client.authorizationCodeGrant(config, location, checks), { error: 'access_denied' })
}
