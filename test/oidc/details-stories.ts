// Apps that ask for homes by name with well-known libraries, as their documentation says; no option loosens a check.

import assert from 'node:assert/strict'
import { importJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { asked, hallRead, houseRead } from './details-world.ts'
import type { LibrarySetting } from './library-clients.ts'

type Story = (setting: LibrarySetting) => Promise<void>

export const stories: Readonly<Record<string, Story>> = {
  'openid-client asks by name, and for less in a refresh': plain,
  'openid-client pushes a signed request that asks by name': signed,
  'oauth4webapi pushes a request that asks by name': pushed,
}

async function discover({ issuer }: LibrarySetting, id: string, auth: client.ClientAuth, metadata = {}) {
  const config = await client.discovery(new URL(issuer), id, metadata, auth)
  client.enableNonRepudiationChecks(config)
  return config
}

async function answered(issuer: string, url: URL): Promise<URL> {
  const { location, page } = await allow(newVisitor(issuer), url.href, anna)
  return new URL(location ?? assert.fail(page))
}

async function newRequest(more: Readonly<Record<string, string>>) {
  const verifier = client.randomPKCECodeVerifier()
  const state = client.randomState()
  const parameters = {
    redirect_uri: redirectUri,
    scope: 'devices:read',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    ...more,
  }
  return { parameters, checks: { pkceCodeVerifier: verifier, expectedState: state } }
}

async function plain(setting: LibrarySetting): Promise<void> {
  const config = await discover(setting, 'standard', client.ClientSecretBasic(secretOf('standard')))
  assert.deepEqual(config.serverMetadata().authorization_details_types_supported, ['home_access'])
  const { parameters, checks } = await newRequest(asked(houseRead))
  const url = client.buildAuthorizationUrl(config, parameters)
  const tokens = await client.authorizationCodeGrant(config, await answered(setting.issuer, url), checks)
  assert.deepEqual(tokens.authorization_details, [houseRead])
  const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', asked(hallRead))
  assert.deepEqual(refreshed.authorization_details, [hallRead])
  const wider = client.refreshTokenGrant(
    config,
    tokens.refresh_token ?? '',
    asked({ ...houseRead, actions: ['control'] }),
  )
  await assert.rejects(wider, { error: 'invalid_authorization_details' })
}

async function keyOf({ keys }: LibrarySetting, clientId: string, alg: string): Promise<client.PrivateKey> {
  const key = await importJWK(keys[clientId] ?? assert.fail(clientId), alg)
  return { key: key instanceof Uint8Array ? assert.fail() : key, kid: clientId }
}

async function signed(setting: LibrarySetting): Promise<void> {
  const key = await keyOf(setting, 'signer', 'RS256')
  const config = await discover(setting, 'signer', client.PrivateKeyJwt(key))
  const { parameters, checks } = await newRequest(asked(hallRead))
  const { searchParams } = await client.buildAuthorizationUrlWithJAR(config, parameters, key)
  const url = await client.buildAuthorizationUrlWithPAR(config, searchParams)
  const tokens = await client.authorizationCodeGrant(config, await answered(setting.issuer, url), checks)
  assert.deepEqual(tokens.authorization_details, [hallRead])
}

async function pushed({ issuer }: LibrarySetting): Promise<void> {
  const as = await oauth.processDiscoveryResponse(
    new URL(issuer),
    await oauth.discoveryRequest(new URL(issuer)),
  )
  const app = { client_id: 'pushing' }
  const authentication = oauth.ClientSecretPost(secretOf('pushing'))
  const { parameters, checks } = await newRequest({ ...asked(hallRead), scope: 'openid devices:read' })
  const push = { ...parameters, response_type: 'code', client_id: app.client_id }
  const response = await oauth.pushedAuthorizationRequest(as, app, authentication, push)
  const { request_uri } = await oauth.processPushedAuthorizationResponse(as, app, response)
  const url = new URL(as.authorization_endpoint ?? assert.fail())
  url.search = new URLSearchParams({ client_id: app.client_id, request_uri }).toString()
  const callback = oauth.validateAuthResponse(as, app, await answered(issuer, url), checks.expectedState)
  const { pkceCodeVerifier } = checks
  const redeemed = await oauth.authorizationCodeGrantRequest(
    as,
    app,
    authentication,
    callback,
    redirectUri,
    pkceCodeVerifier,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, app, redeemed)
  await oauth.validateApplicationLevelSignature(as, redeemed)
  assert.deepEqual(tokens.authorization_details, [hallRead])
}
