// Stories of apps whose tokens are bound to a key, told with openid-client and oauth4webapi; no option loosens a check.

import assert from 'node:assert/strict'
import { importJWK, type JWK } from 'jose'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { anna } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'

export interface DpopSetting {
  readonly issuer: string
  /** The key by which the client of policy fapi2 authenticates. */
  readonly clientKey: JWK
}

export const stories: Readonly<Record<string, (setting: DpopSetting) => Promise<void>>> = {
  'openid-client: a public app, from the request to a refreshed token at the API': publicApp,
  'openid-client: tokens of its own, with a nonce that it fetches by itself': ownTokens,
  'oauth4webapi: the same, told of each nonce': toldOfNonces,
}

async function keyOf({ clientKey }: DpopSetting): Promise<client.PrivateKey> {
  const key = await importJWK(clientKey, 'ES256')
  return { key: key instanceof Uint8Array ? assert.fail() : key, kid: 'of-the-test' }
}

async function publicApp({ issuer }: DpopSetting): Promise<void> {
  const config = await client.discovery(new URL(issuer), 'public', {}, client.None())
  client.enableNonRepudiationChecks(config)
  const pair = await client.randomDPoPKeyPair('Ed25519')
  const DPoP = client.getDPoPHandle(config, pair)
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:49152/callback',
    scope: 'openid profile structures:read',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    dpop_jkt: await DPoP.calculateThumbprint(),
  })
  const { location, page } = await allow(newVisitor(issuer), url.href, anna)
  const answer = new URL(location ?? assert.fail(page))
  const otherKey = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
  const checks = { pkceCodeVerifier }
  await assert.rejects(client.authorizationCodeGrant(config, answer, checks, undefined, { DPoP: otherKey }), {
    error: 'invalid_grant',
  })
  const tokens = await client.authorizationCodeGrant(config, answer, checks, undefined, { DPoP })
  assert.equal(tokens.token_type, 'dpop')
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
  const person = await client.fetchUserInfo(config, refreshed.access_token, tokens.claims()?.sub ?? '', {
    DPoP,
  })
  assert.equal(person.name, 'Anna Andersson')
  await readsHomes(config, refreshed.access_token, DPoP)
}

async function ownTokens(setting: DpopSetting): Promise<void> {
  const { issuer } = setting
  const config = await client.discovery(
    new URL(issuer),
    'fapi',
    {},
    client.PrivateKeyJwt(await keyOf(setting)),
  )
  client.enableNonRepudiationChecks(config)
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('PS256'))
  const tokens = await client.clientCredentialsGrant(config, { scope: 'structures:read' }, { DPoP })
  assert.equal(tokens.token_type, 'dpop')
  await readsHomes(config, tokens.access_token, DPoP)
  const told = await client.tokenIntrospection(config, tokens.access_token)
  assert.equal(told.cnf?.jkt, await DPoP.calculateThumbprint())
}

async function readsHomes(
  config: client.Configuration,
  token: string,
  DPoP: client.DPoPHandle,
): Promise<void> {
  const url = new URL('/v1/structures?limit=5', config.serverMetadata().issuer)
  const answer = await client.fetchProtectedResource(config, token, url, 'GET', null, undefined, { DPoP })
  assert.equal(answer.status, 200)
}

async function toldOfNonces(setting: DpopSetting): Promise<void> {
  const issuer = new URL(setting.issuer)
  const as = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer))
  const app: oauth.Client = { client_id: 'fapi' }
  const authentication = oauth.PrivateKeyJwt(await keyOf(setting))
  const DPoP = oauth.DPoP(app, await oauth.generateKeyPair('ES256'))
  const parameters = new URLSearchParams({ scope: 'structures:read' })
  let challenges = 0
  const again = async <T>(send: () => Promise<T>): Promise<T> => {
    try {
      return await send()
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error
      challenges += 1
      return send()
    }
  }
  const ask = async () => {
    const request = await oauth.clientCredentialsGrantRequest(as, app, authentication, parameters, { DPoP })
    return oauth.processClientCredentialsResponse(as, app, request)
  }
  const tokens = await again(ask)
  const url = new URL('/v1/structures', issuer)
  const read = () =>
    oauth.protectedResourceRequest(tokens.access_token, 'GET', url, undefined, undefined, { DPoP })
  assert.equal((await again(read)).status, 200)
  // The nonce of the token endpoint is good at the API, too, and each answer brought the next one.
  assert.equal(challenges, 1)
  const stolen = oauth.protectedResourceRequest(tokens.access_token, 'GET', url)
  await assert.rejects(stolen, { name: 'WWWAuthenticateChallengeError' })
}
