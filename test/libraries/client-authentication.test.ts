// Every way by which an app says who it is, and everything that it can do then, by each library.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { anna, secretOf } from '../definition.ts'
import type { App, AppSetting, Library, Tokens } from './library.ts'
import { signers } from './library-apps.ts'
import { answerOf, startLibraryWorld } from './library-world.ts'
import { oauth4webapi } from './oauth4webapi-library.ts'
import { openidClient } from './openid-client-library.ts'

const world = await startLibraryWorld()
after(() => world.end())
const { issuer, keys, certificates } = world

/** RFC 8037 §3.1 and RFC 9864 §2.2: one algorithm by its old and its new name; the libraries write the new one. */
const oldName = (header: Record<string, unknown>) => {
  assert.equal(header.alg, 'Ed25519')
  header.alg = 'EdDSA'
}

function signing(clientId: 'key-RS256' | 'key-PS256' | 'key-ES256' | 'key-EdDSA'): AppSetting {
  const alg = signers[clientId]
  const registered = {
    id_token_signed_response_alg: alg,
    userinfo_signed_response_alg: alg,
    introspection_signed_response_alg: alg,
  }
  return { clientId, registered, authentication: { method: 'private_key_jwt', key: keys[clientId] } }
}

const confidential: Readonly<Record<string, AppSetting>> = {
  client_secret_basic: {
    clientId: 'basic',
    authentication: { method: 'client_secret_basic', secret: secretOf('basic') },
  },
  client_secret_post: {
    clientId: 'post',
    authentication: { method: 'client_secret_post', secret: secretOf('post') },
  },
  'private_key_jwt by RS256': signing('key-RS256'),
  'private_key_jwt by PS256': signing('key-PS256'),
  'private_key_jwt by ES256': signing('key-ES256'),
  'private_key_jwt by Ed25519': signing('key-EdDSA'),
  'private_key_jwt by EdDSA, as Ed25519 was called': {
    ...signing('key-EdDSA'),
    authentication: { method: 'private_key_jwt', key: keys['key-EdDSA'], modify: oldName },
  },
  tls_client_auth: {
    clientId: 'by-authority',
    authentication: { method: 'tls' },
    certificate: certificates.issued,
  },
  self_signed_tls_client_auth: {
    clientId: 'by-own-certificate',
    authentication: { method: 'tls' },
    certificate: certificates.selfSigned,
  },
}

for (const library of [openidClient, oauth4webapi]) {
  for (const [method, setting] of Object.entries(confidential)) {
    test(`${library.name}, ${method}: sign-in, userinfo, the API, refresh, tokens of its own, introspection, revocation`, async () => {
      const app = await library.open(issuer, setting)
      const begun = await app.begin({ max_age: '300' })
      const tokens = await begun.finish(await answerOf(begun.url))
      checkIdToken(tokens, begun.nonce)
      const refreshed = await readsAndRefreshes(app, tokens)
      await hasTokensOfItsOwn(app)
      await revokes(app, refreshed)
    })
  }
  test(`${library.name}, none: a public app on any port of the device, with a new refresh token each time`, () =>
    onEveryPort(library))
  test(`${library.name}: OAuth without OpenID Connect, by the metadata of RFC 8414`, () =>
    plainOAuth(library))
}

/** OpenID Connect Core §3.1.3.6: the half of the access token's hash that belongs to the algorithm. */
function checkIdToken({ answer, claims }: Tokens, nonce: string): void {
  const [header = ''] = (answer.id_token ?? '').split('.')
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg: string }
  const digest = createHash(alg === 'EdDSA' ? 'sha512' : 'sha256')
    .update(answer.access_token)
    .digest()
  assert.equal(claims?.at_hash, digest.subarray(0, digest.length / 2).toString('base64url'))
  assert.equal(claims?.nonce, nonce)
  assert.ok(Math.abs(Date.now() / 1000 - Number(claims?.auth_time)) < 300)
}

/** Answers the tokens of the refresh. */
async function readsAndRefreshes(app: App, { answer, claims }: Tokens): Promise<Tokens> {
  const { sub } = claims ?? assert.fail('no ID token')
  assert.equal((await app.userinfo(answer.access_token, sub)).email, anna.email)
  assert.equal((await app.call(answer.access_token, new URL('/v1/structures', issuer))).status, 200)
  const refreshed = await app.refresh(answer.refresh_token ?? assert.fail('no refresh token'))
  const again = refreshed.claims ?? assert.fail('no ID token')
  for (const name of ['iss', 'sub', 'aud', 'auth_time']) assert.deepEqual(again[name], claims?.[name], name)
  assert.equal(again.nonce, undefined)
  const narrow = await app.refresh(refreshed.answer.refresh_token ?? answer.refresh_token ?? '', {
    scope: 'structures:read',
  })
  assert.equal(narrow.answer.scope, 'structures:read')
  return { ...refreshed, answer: { ...answer, ...refreshed.answer } }
}

async function hasTokensOfItsOwn(app: App): Promise<void> {
  for (const ask of [app.own, (more: object) => app.grant('client_credentials', { ...more })]) {
    const { answer } = await ask({ scope: 'devices:read' })
    assert.deepEqual(
      [answer.refresh_token, answer.id_token, answer.scope],
      [undefined, undefined, 'devices:read'],
    )
    const { active, sub, client_id } = await app.introspect(answer.access_token)
    assert.deepEqual(
      { active, sub, client_id },
      { active: true, sub: `client:${app.clientId}`, client_id: app.clientId },
    )
    await app.revoke(answer.access_token)
    assert.equal((await app.introspect(answer.access_token)).active, false)
  }
}

async function revokes(app: App, { answer }: Tokens): Promise<void> {
  const { access_token: accessToken, refresh_token: refreshToken = '' } = answer
  for (const token of [accessToken, refreshToken]) assert.equal((await app.introspect(token)).active, true)
  await app.revoke(refreshToken, { token_type_hint: 'refresh_token' })
  for (const token of [accessToken, refreshToken]) assert.equal((await app.introspect(token)).active, false)
  await assert.rejects(app.refresh(refreshToken), { name: 'ResponseBodyError', error: 'invalid_grant' })
}

async function onEveryPort(library: Library): Promise<void> {
  const app = await library.open(issuer, { clientId: 'public', authentication: { method: 'none' } })
  const subjects = new Set<string | undefined>()
  for (const redirect_uri of ['http://127.0.0.1:49152/callback', 'http://127.0.0.1:61234/callback']) {
    const begun = await app.begin({ redirect_uri })
    const tokens = await begun.finish(await answerOf(begun.url))
    subjects.add(tokens.claims?.sub)
    const rotated = await app.refresh(tokens.answer.refresh_token ?? '')
    assert.notEqual(rotated.answer.refresh_token, tokens.answer.refresh_token)
    await app.revoke(rotated.answer.refresh_token ?? assert.fail())
  }
  assert.equal(subjects.size, 1, 'the same person is the same subject')
}

async function plainOAuth(library: Library): Promise<void> {
  const app = await library.open(issuer, {
    clientId: 'basic',
    authentication: { method: 'client_secret_basic', secret: secretOf('basic') },
    algorithm: 'oauth2',
  })
  const begun = await app.begin({ scope: 'structures:read' })
  const { answer } = await begun.finish(await answerOf(begun.url))
  assert.deepEqual([answer.id_token, answer.scope], [undefined, 'structures:read'])
  assert.equal((await app.call(answer.access_token, new URL('/v1/structures', issuer))).status, 200)
}
