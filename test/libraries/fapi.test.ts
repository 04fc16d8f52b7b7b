// FAPI 2.0, from the pushed request to revocation, by each library and in every pair of authentication and binding.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { thumbprintOf } from '../../apps/auth-server/src/sender-constraint/certificate-confirmation.ts'
import type { Issued } from '../../apps/auth-server/src/sender-constraint/certificates.testing.ts'
import { anna } from '../definition.ts'
import type { App, AppSetting, Library, Tokens } from './library.ts'
import { type Signer, signers } from './library-apps.ts'
import { answerOf, startLibraryWorld } from './library-world.ts'
import { oauth4webapi } from './oauth4webapi-library.ts'
import { openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer, server, keys } = world
const { issued, selfSigned, stranger } = world.certificates

interface Profile extends Omit<AppSetting, 'dpopKey' | 'certificate'> {
  /** The algorithm of its proofs; without one its tokens are bound to its certificate. */
  readonly proofs?: string
  readonly certificate?: Issued
}

function withKey(clientId: Signer): Profile {
  const names = ['id_token', 'userinfo', 'introspection', 'authorization']
  const registered = names.map((name) => [`${name}_signed_response_alg`, signers[clientId]])
  const authentication = { method: 'private_key_jwt', key: keys[clientId] } as const
  return { clientId, authentication, registered: Object.fromEntries(registered) }
}

function withCertificate(clientId: string, certificate: Issued): Profile {
  const registered = { id_token_signed_response_alg: 'PS256' }
  return { clientId, authentication: { method: 'tls' }, certificate, registered }
}

function messages(clientId: 'messages' | 'messages-EdDSA'): Profile {
  return { ...withKey(clientId), signsBy: keys[clientId], readsSigned: true }
}

const profiles: Readonly<Record<string, Profile>> = {
  'private_key_jwt and DPoP by ES256': { ...withKey('fapi'), proofs: 'ES256' },
  'private_key_jwt and DPoP by PS256': { ...withKey('fapi'), proofs: 'PS256' },
  'private_key_jwt and DPoP by Ed25519': { ...withKey('fapi'), proofs: 'Ed25519' },
  'private_key_jwt and tokens bound to a certificate': {
    ...withKey('fapi-certificate'),
    certificate: stranger,
  },
  'tls_client_auth and DPoP': { ...withCertificate('fapi-authority', issued), proofs: 'ES256' },
  'tls_client_auth and tokens bound to its certificate': withCertificate('fapi-authority-bound', issued),
  'self_signed_tls_client_auth and tokens bound to its certificate': withCertificate(
    'fapi-own-bound',
    selfSigned,
  ),
  'Message Signing by PS256: signed requests, signed answers, DPoP': {
    ...messages('messages'),
    proofs: 'PS256',
  },
  'Message Signing by EdDSA: signed requests, signed answers, DPoP': {
    ...messages('messages-EdDSA'),
    proofs: 'Ed25519',
  },
}

for (const library of [openidClient, oauth4webapi]) {
  for (const [name, profile] of Object.entries(profiles)) {
    test(`${library.name}, OpenID Connect with ${name}`, () => journey(library, profile, true))
    test(`${library.name}, OAuth alone with ${name}`, () => journey(library, profile, false))
    test(`${library.name}, client credentials with ${name}`, () => onItsOwn(library, profile))
  }
}

async function opened(library: Library, profile: Profile, algorithm: 'oidc' | 'oauth2'): Promise<App> {
  const { proofs, ...setting } = profile
  const dpopKey = proofs === undefined ? {} : { dpopKey: await library.newKey(proofs) }
  return library.open(issuer, { ...setting, ...dpopKey, algorithm, pushes: true })
}

/** The API, where it can see a certificate if tokens are bound to one. */
function homes({ proofs }: Profile): URL {
  return new URL('/v1/structures', proofs === undefined ? server.mtlsIssuer : server.issuer)
}

async function journey(library: Library, profile: Profile, isOpenId: boolean): Promise<void> {
  const app = await opened(library, profile, isOpenId ? 'oidc' : 'oauth2')
  const begun = await app.begin({ scope: isOpenId ? 'openid email structures:read' : 'structures:read' })
  assert.deepEqual([...begun.url.searchParams.keys()].sort(), ['client_id', 'request_uri'])
  const tokens = await begun.finish(await answerOf(begun.url))
  await areBound(app, profile, tokens)
  assert.equal(tokens.claims === undefined, !isOpenId)
  const { access_token: accessToken, refresh_token: refreshToken = assert.fail() } = tokens.answer
  if (tokens.claims !== undefined)
    assert.equal((await app.userinfo(accessToken, tokens.claims.sub)).email, anna.email)
  // FAPI 2.0 Security Profile §5.3.2.1-9: the refresh token stays as it is.
  for (let count = 0; count < 2; count++) {
    const refreshed = await app.refresh(refreshToken)
    assert.equal(refreshed.answer.refresh_token ?? refreshToken, refreshToken)
    await areBound(app, profile, refreshed)
  }
  await app.revoke(refreshToken)
  await assert.rejects(app.call(accessToken, homes(profile)), { name: 'WWWAuthenticateChallengeError' })
  await assert.rejects(app.refresh(refreshToken), { error: 'invalid_grant' })
}

async function onItsOwn(library: Library, profile: Profile): Promise<void> {
  const app = await opened(library, profile, 'oauth2')
  const tokens = await app.own({ scope: 'structures:read' })
  assert.equal(tokens.answer.refresh_token, undefined)
  await areBound(app, profile, tokens)
}

/** The token opens the API for its holder, says so, and is worth nothing to anybody else. */
async function areBound(app: App, profile: Profile, { answer }: Tokens): Promise<void> {
  const { access_token: token, token_type: type, expires_in: seconds } = answer
  assert.equal(type, profile.proofs === undefined ? 'bearer' : 'dpop')
  assert.ok(Number(seconds) <= 600)
  assert.equal((await app.call(token, homes(profile))).status, 200)
  const { active, cnf } = await app.introspect(token)
  const jkt = await app.thumbprint()
  const key =
    jkt === undefined ? { 'x5t#S256': thumbprintOf((profile.certificate ?? issued).certificate) } : { jkt }
  assert.deepEqual([active, cnf], [true, key])
  const stolen = oauth.protectedResourceRequest(token, 'GET', homes(profile))
  await assert.rejects(stolen, { name: 'WWWAuthenticateChallengeError', status: 401 })
}
