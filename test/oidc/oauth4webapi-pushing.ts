// Stories of apps that push and sign with oauth4webapi as its documentation says; no option loosens a check of it.

import assert from 'node:assert/strict'
import { importJWK } from 'jose'
import * as oauth from 'oauth4webapi'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import type { LibrarySetting } from './library-clients.ts'

type Story = (setting: LibrarySetting) => Promise<void>

export const stories: Readonly<Record<string, Story>> = {
  'pushes, with a secret': async (setting) => {
    const client = { client_id: 'pushing' }
    await story(setting, { client, authentication: oauth.ClientSecretPost(secretOf('pushing')) })
  },
  'pushes with a key, binds its tokens, and reads signed answers, by ES256 (FAPI 2.0)': async (setting) => {
    const key = await keyOf(setting, 'fapi', 'ES256')
    await story(setting, { ...strong('fapi', 'ES256', key), dpopKey: await oauth.generateKeyPair('ES256') })
  },
  'pushes signed requests and reads signed answers, by PS256 (FAPI 2.0 Message Signing)': async (setting) => {
    const key = await keyOf(setting, 'messages', 'PS256')
    const dpopKey = await oauth.generateKeyPair('PS256')
    await story(setting, { ...strong('messages', 'PS256', key), dpopKey, signsBy: key })
  },
}

/** How one app does it. */
interface App {
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
  readonly dpopKey?: oauth.CryptoKeyPair
  /** The key of its request objects. */
  readonly signsBy?: oauth.PrivateKey
}

function strong(clientId: string, alg: string, key: oauth.PrivateKey): App {
  const algorithms = { id_token_signed_response_alg: alg, authorization_signed_response_alg: alg }
  return { client: { client_id: clientId, ...algorithms }, authentication: oauth.PrivateKeyJwt(key) }
}

async function keyOf({ keys }: LibrarySetting, clientId: string, alg: string): Promise<oauth.PrivateKey> {
  const key = await importJWK(keys[clientId] ?? assert.fail(clientId), alg)
  return { key: key instanceof Uint8Array ? assert.fail() : key, kid: clientId }
}

async function story({ issuer }: LibrarySetting, app: App): Promise<void> {
  const url = new URL(issuer)
  const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url))
  const { client, dpopKey } = app
  const dpop = dpopKey && oauth.DPoP(client, dpopKey)
  const proof = dpop === undefined ? {} : { DPoP: dpop }
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ]
  const isSecured = dpop !== undefined
  const asked = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(isSecured && { response_mode: 'jwt' }),
    state,
    nonce,
  }
  const requestUri = await push(as, app, asked, proof)
  const page = new URL(as.authorization_endpoint ?? assert.fail())
  page.search = new URLSearchParams({ client_id: client.client_id, request_uri: requestUri }).toString()
  const allowed = await allow(newVisitor(issuer), page.href, anna)
  const answer = new URL(allowed.location ?? assert.fail(allowed.page))
  const callback = isSecured
    ? await oauth.validateJwtAuthResponse(as, client, answer, state)
    : oauth.validateAuthResponse(as, client, answer, state)
  const redeem = () =>
    oauth.authorizationCodeGrantRequest(
      as,
      client,
      app.authentication,
      callback,
      redirectUri,
      verifier,
      proof,
    )
  const expected = { expectedNonce: nonce, requireIdToken: true }
  const tokens = await again(async () => {
    const response = await redeem()
    const processed = await oauth.processAuthorizationCodeResponse(as, client, response, expected)
    await oauth.validateApplicationLevelSignature(as, response)
    return processed
  })
  assert.equal(tokens.token_type, isSecured ? 'dpop' : 'bearer')
}

async function push(
  as: oauth.AuthorizationServer,
  { client, authentication, signsBy }: App,
  asked: Record<string, string>,
  proof: { DPoP?: oauth.DPoPHandle },
): Promise<string> {
  const parameters =
    signsBy === undefined ? asked : { request: await oauth.issueRequestObject(as, client, asked, signsBy) }
  const { request_uri } = await again(async () => {
    const response = await oauth.pushedAuthorizationRequest(as, client, authentication, parameters, proof)
    return oauth.processPushedAuthorizationResponse(as, client, response)
  })
  return request_uri
}

/** Once more where the server asked for a nonce, as the library's examples do. */
async function again<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return send()
  }
}
