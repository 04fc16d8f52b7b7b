// Apps that use openid-client as its documentation says.

import assert from 'node:assert/strict'
import * as client from 'openid-client'
import { redirectUri } from '../definition.ts'
import { certificateFetch } from './certificate-fetch.ts'
import type { App, AppSetting, Authentication, Begun, Library, Parameters, Tokens } from './library.ts'

export const openidClient: Library = {
  name: 'openid-client',
  open,
  newKey: (algorithm) => client.randomDPoPKeyPair(algorithm),
  errors: {
    unexpected: client.ClientError,
    authorization: client.AuthorizationResponseError,
    body: client.ResponseBodyError,
    challenge: client.WWWAuthenticateChallengeError,
  },
}

function authenticationOf(authentication: Authentication): client.ClientAuth {
  switch (authentication.method) {
    case 'client_secret_basic':
      return client.ClientSecretBasic(authentication.secret)
    case 'client_secret_post':
      return client.ClientSecretPost(authentication.secret)
    case 'private_key_jwt': {
      const { key, modify } = authentication
      return client.PrivateKeyJwt(key, modify && { [client.modifyAssertion]: modify })
    }
    case 'tls':
      return client.TlsClientAuth()
    case 'none':
      return client.None()
  }
}

/** What the library knows of the server and of the app. */
export async function configurationOf(issuer: URL, setting: AppSetting): Promise<client.Configuration> {
  const { certificate, algorithm = 'oidc', registered, clientId } = setting
  const metadata = { ...registered, ...(certificate && { use_mtls_endpoint_aliases: true }) }
  const config = await client.discovery(
    issuer,
    clientId,
    metadata,
    authenticationOf(setting.authentication),
    {
      algorithm,
      execute: [client.enableNonRepudiationChecks],
      ...(certificate && { [client.customFetch]: certificateFetch(certificate) }),
    },
  )
  if (setting.readsSigned) client.useJwtResponseMode(config)
  assert.ok(config.serverMetadata().supportsPKCE())
  return config
}

async function open(issuer: URL, setting: AppSetting): Promise<App> {
  const config = await configurationOf(issuer, setting)
  const { dpopKey, modifiesProof: modify } = setting
  const DPoP =
    dpopKey && client.getDPoPHandle(config, dpopKey, modify && { [client.modifyAssertion]: modify })
  const proof = DPoP === undefined ? {} : { DPoP }
  const parameters = (more: Parameters | undefined) => ({ ...more })
  return {
    server: config.serverMetadata(),
    clientId: setting.clientId,
    begin: (more) => begin({ config, setting, proof }, more),
    refresh: async (token, more) =>
      tokensOf(await client.refreshTokenGrant(config, token, parameters(more), proof)),
    own: async (more) => tokensOf(await client.clientCredentialsGrant(config, parameters(more), proof)),
    grant: async (type, more) =>
      tokensOf(await client.genericGrantRequest(config, type, parameters(more), proof)),
    userinfo: (token, subject) => client.fetchUserInfo(config, token, subject, proof),
    introspect: (token) => client.tokenIntrospection(config, token),
    revoke: (token, more) => client.tokenRevocation(config, token, parameters(more)),
    call: (token, url, method = 'GET') =>
      client.fetchProtectedResource(config, token, url, method, null, undefined, proof),
    thumbprint: async () => DPoP?.calculateThumbprint(),
  }
}

type Answer = Awaited<ReturnType<typeof client.refreshTokenGrant>>

function tokensOf(answer: Answer): Tokens {
  const left = answer.expiresIn() ?? assert.fail('it says how long the token lives')
  assert.ok(left > 0)
  return { answer, claims: answer.claims() }
}

interface Opened {
  readonly config: client.Configuration
  readonly setting: AppSetting
  readonly proof: { readonly DPoP?: client.DPoPHandle }
}

async function begin(opened: Opened, more: Parameters = {}): Promise<Begun> {
  const { config, proof } = opened
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const asked: Record<string, string> = {
    redirect_uri: redirectUri,
    scope: 'openid email structures:read',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
    ...more,
  }
  const isOpenId = asked.scope?.includes('openid') ?? false
  if (!isOpenId) delete asked.nonce
  const maxAge = asked.max_age === undefined ? {} : { maxAge: Number(asked.max_age) }
  return {
    ...{ url: await urlOf(opened, asked), nonce, state },
    finish: async (
      answer,
      { verifier: pkceCodeVerifier = verifier, expectedNonce = nonce, ...changed } = {},
    ) => {
      const checks = { pkceCodeVerifier, expectedState: state, ...maxAge, ...changed }
      const openIdChecks = { ...checks, expectedNonce, idTokenExpected: true }
      return tokensOf(
        await client.authorizationCodeGrant(
          config,
          answer,
          isOpenId ? openIdChecks : checks,
          undefined,
          proof,
        ),
      )
    },
  }
}

async function urlOf({ config, setting, proof }: Opened, asked: Record<string, string>): Promise<URL> {
  const { signsBy, pushes, modifiesRequest: modify } = setting
  const changes = modify && { [client.modifyAssertion]: modify }
  const signed = signsBy && (await client.buildAuthorizationUrlWithJAR(config, asked, signsBy, changes))
  if (pushes) return client.buildAuthorizationUrlWithPAR(config, signed?.searchParams ?? asked, proof)
  return signed ?? client.buildAuthorizationUrl(config, asked)
}
