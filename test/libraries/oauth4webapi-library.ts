// Apps that use oauth4webapi as its documentation says.

import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import { redirectUri } from '../definition.ts'
import { certificateFetch } from './certificate-fetch.ts'
import type { App, AppSetting, Authentication, Begun, Library, Parameters, Tokens } from './library.ts'

export const oauth4webapi: Library = {
  name: 'oauth4webapi',
  open,
  newKey: (algorithm) => oauth.generateKeyPair(algorithm),
  errors: {
    unexpected: oauth.OperationProcessingError,
    authorization: oauth.AuthorizationResponseError,
    body: oauth.ResponseBodyError,
    challenge: oauth.WWWAuthenticateChallengeError,
  },
}

function authenticationOf(authentication: Authentication): oauth.ClientAuth {
  switch (authentication.method) {
    case 'client_secret_basic':
      return oauth.ClientSecretBasic(authentication.secret)
    case 'client_secret_post':
      return oauth.ClientSecretPost(authentication.secret)
    case 'private_key_jwt': {
      const { key, modify } = authentication
      return oauth.PrivateKeyJwt(key, modify && { [oauth.modifyAssertion]: modify })
    }
    case 'tls':
      return oauth.TlsClientAuth()
    case 'none':
      return oauth.None()
  }
}

/** What every request of an app is made of. */
interface Opened {
  readonly as: oauth.AuthorizationServer
  readonly client: oauth.Client
  readonly authentication: oauth.ClientAuth
  readonly setting: AppSetting
  readonly options: {
    readonly DPoP?: oauth.DPoPHandle
    readonly [oauth.customFetch]?: ReturnType<typeof certificateFetch>
  }
}

async function open(issuer: URL, setting: AppSetting): Promise<App> {
  const opened = await openedAs(issuer, setting)
  const { as, client, authentication, options } = opened
  const { DPoP: _, ...plain } = options
  return {
    server: as,
    clientId: client.client_id,
    begin: (more) => begin(opened, more),
    refresh: (token, more) => {
      const all = { ...options, additionalParameters: { ...more } }
      const send = () => oauth.refreshTokenGrantRequest(as, client, authentication, token, all)
      return withTokens(opened, send, oauth.processRefreshTokenResponse)
    },
    own: (more) => {
      const send = () => oauth.clientCredentialsGrantRequest(as, client, authentication, { ...more }, options)
      return withTokens(opened, send, oauth.processClientCredentialsResponse)
    },
    grant: (type, more) => {
      const send = () =>
        oauth.genericTokenEndpointRequest(as, client, authentication, type, { ...more }, options)
      return withTokens(opened, send, oauth.processGenericTokenEndpointResponse)
    },
    userinfo: (token, subject) => userinfo(opened, token, subject),
    introspect: async (token) => {
      const response = await oauth.introspectionRequest(as, client, authentication, token, plain)
      const said = await oauth.processIntrospectionResponse(as, client, response)
      if (client.introspection_signed_response_alg)
        await oauth.validateApplicationLevelSignature(as, response)
      return said
    },
    revoke: async (token, more) => {
      const all = { ...plain, additionalParameters: { ...more } }
      await oauth.processRevocationResponse(
        await oauth.revocationRequest(as, client, authentication, token, all),
      )
    },
    call: (token, url, method = 'GET') =>
      again(() => oauth.protectedResourceRequest(token, method, url, undefined, undefined, options)),
    thumbprint: async () => options.DPoP?.calculateThumbprint(),
  }
}

async function openedAs(issuer: URL, setting: AppSetting): Promise<Opened> {
  const { certificate, algorithm = 'oidc', registered, clientId, dpopKey } = setting
  const fetching = certificate && { [oauth.customFetch]: certificateFetch(certificate) }
  const discovered = await oauth.discoveryRequest(issuer, { algorithm })
  const as = await oauth.processDiscoveryResponse(issuer, discovered)
  const client: oauth.Client = {
    client_id: clientId,
    ...registered,
    ...(certificate && { use_mtls_endpoint_aliases: true }),
  }
  const { modifiesProof: modify } = setting
  const DPoP = dpopKey && oauth.DPoP(client, dpopKey, modify && { [oauth.modifyAssertion]: modify })
  const options = { ...fetching, ...(DPoP && { DPoP }) }
  return { as, client, authentication: authenticationOf(setting.authentication), setting, options }
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

type Process = typeof oauth.processRefreshTokenResponse

/** Sends, checks the answer and the signature of an ID token in it. */
async function withTokens(
  { as, client }: Opened,
  send: () => Promise<Response>,
  process: Process,
): Promise<Tokens> {
  const [answer, response] = await again(async () => {
    const sent = await send()
    return [await process(as, client, sent), sent] as const
  })
  const claims = oauth.getValidatedIdTokenClaims(answer)
  if (claims !== undefined) await oauth.validateApplicationLevelSignature(as, response)
  return { answer, claims }
}

async function userinfo({ as, client, options }: Opened, token: string, subject: string) {
  return again(async () => {
    const response = await oauth.userInfoRequest(as, client, token, options)
    const person = await oauth.processUserInfoResponse(as, client, subject, response)
    if (client.userinfo_signed_response_alg) await oauth.validateApplicationLevelSignature(as, response)
    return person
  })
}

async function begin(opened: Opened, more: Parameters = {}): Promise<Begun> {
  const { as, client, authentication, options, setting } = opened
  const verifier = oauth.generateRandomCodeVerifier()
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()]
  const asked: Record<string, string> = {
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid email structures:read',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(setting.readsSigned && { response_mode: 'jwt' }),
    state,
    nonce,
    ...more,
  }
  const isOpenId = asked.scope?.includes('openid') ?? false
  if (!isOpenId) delete asked.nonce
  return {
    ...{ url: await urlOf(opened, asked), nonce, state },
    finish: async (answer, changed = {}) => {
      const { expectedNonce = nonce, expectedState = state } = changed
      const maxAge = asked.max_age === undefined ? {} : { maxAge: Number(asked.max_age) }
      const expected = { ...(isOpenId && { expectedNonce, requireIdToken: true }), ...maxAge }
      const callback = await callbackOf(opened, answer, expectedState)
      const uri = asked.redirect_uri ?? assert.fail()
      const proven = changed.verifier ?? verifier
      return withTokens(
        opened,
        () => oauth.authorizationCodeGrantRequest(as, client, authentication, callback, uri, proven, options),
        (as, client, response) => oauth.processAuthorizationCodeResponse(as, client, response, expected),
      )
    },
  }
}

/** The checked parameters of an answer: of a URL or of a posted form (`form_post`), signed (JARM) or not. */
async function callbackOf({ as, client, setting }: Opened, answer: URL | Request, state: string) {
  const parameters = answer instanceof URL ? answer : new URLSearchParams(await answer.text())
  return setting.readsSigned
    ? oauth.validateJwtAuthResponse(as, client, parameters, state)
    : oauth.validateAuthResponse(as, client, parameters, state)
}

async function urlOf(opened: Opened, asked: Record<string, string>): Promise<URL> {
  const { as, client, setting, authentication, options } = opened
  const { client_id } = client
  const { signsBy, modifiesRequest: modify } = setting
  const changes = modify && { [oauth.modifyAssertion]: modify }
  const request = signsBy && (await oauth.issueRequestObject(as, client, asked, signsBy, changes))
  const sent = request === undefined ? asked : { client_id, request }
  const url = new URL(as.authorization_endpoint ?? assert.fail())
  url.search = new URLSearchParams(sent).toString()
  if (!setting.pushes) return url
  const { request_uri } = await again(async () =>
    oauth.processPushedAuthorizationResponse(
      as,
      client,
      await oauth.pushedAuthorizationRequest(as, client, authentication, sent, options),
    ),
  )
  url.search = new URLSearchParams({ client_id, request_uri }).toString()
  return url
}
