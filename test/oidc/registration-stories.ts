// Programs that register themselves by openid-client and oauth4webapi; no option loosens a check of theirs.
import assert from 'node:assert/strict'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { anna, redirectUri } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import { manage, registered } from './registering.ts'

const metadata = {
  client_name: 'Registered by a library',
  redirect_uris: [redirectUri],
  grant_types: ['authorization_code', 'refresh_token'],
  post_logout_redirect_uris: ['https://app.example.com/bye'],
}

export const stories: Readonly<Record<string, (issuer: string) => Promise<void>>> = {
  'openid-client: registered, allowed, refreshed, read, changed and deleted': withOpenidClient,
  'oauth4webapi: registered, allowed, refreshed, read, changed and deleted': withOauth4webapi,
  'openid-client: a program on a device, without a secret': publicProgram,
  'a program with a certificate, registered by one of its names': withCertificate,
}

async function withOpenidClient(issuer: string): Promise<void> {
  const asked = {
    ...metadata,
    token_endpoint_auth_method: 'client_secret_post',
    id_token_signed_response_alg: 'ES256',
  }
  const config = await client.dynamicClientRegistration(new URL(issuer), asked)
  client.enableNonRepudiationChecks(config)
  const own = config.clientMetadata()
  assert.equal(own.id_token_signed_response_alg, 'ES256')
  const tokens = await connected(config, redirectUri)
  assert.equal(tokens.claims()?.aud, own.client_id)
  const { access_token } = await client.refreshTokenGrant(config, tokens.refresh_token ?? assert.fail())
  const person = await client.fetchUserInfo(config, access_token, tokens.claims()?.sub ?? '')
  assert.equal(person.email, anna.email)
  await isManaged(own)
  await assert.rejects(client.fetchUserInfo(config, access_token, person.sub))
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), { status: 401 })
}

async function publicProgram(issuer: string): Promise<void> {
  const asked = {
    redirect_uris: ['http://127.0.0.1/callback'],
    token_endpoint_auth_method: 'none',
    client_name: 'Program',
  }
  const config = await client.dynamicClientRegistration(new URL(issuer), asked, client.None())
  client.enableNonRepudiationChecks(config)
  assert.equal(config.clientMetadata().application_type, 'native')
  const tokens = await connected(config, 'http://127.0.0.1:50123/callback')
  assert.equal(tokens.refresh_token, undefined, 'it did not ask for the grant')
}

async function withCertificate(issuer: string): Promise<void> {
  const client = await registered(issuer, {
    ...metadata,
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_san_dns: 'app.example.com',
    tls_client_certificate_bound_access_tokens: true,
  })
  assert.deepEqual(
    [client.tls_client_auth_san_dns, client.tls_client_certificate_bound_access_tokens, client.client_secret],
    ['app.example.com', true, undefined],
  )
}

/** A person allows what the program asks for, in a browser of their own. */
async function connected(config: client.Configuration, uri: string) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: uri,
    scope: 'openid email devices:read',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const { location, page } = await allow(newVisitor(config.serverMetadata().issuer), url.href, anna)
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
  return client.authorizationCodeGrant(config, new URL(location ?? assert.fail(page)), checks)
}

/** RFC 7592: it reads, changes and at last deletes what it registered. */
async function isManaged(registered: Readonly<Record<string, unknown>>): Promise<void> {
  const read = await manage(registered, 'GET')
  assert.deepEqual([read.status, read.json.client_name], [200, metadata.client_name])
  const changed = await manage(registered, 'PUT', {
    ...metadata,
    client_id: registered.client_id,
    client_name: 'Changed',
    token_endpoint_auth_method: registered.token_endpoint_auth_method,
  })
  assert.deepEqual([changed.status, changed.json.client_name], [200, 'Changed'])
  assert.equal((await manage(registered, 'DELETE')).status, 204)
}

async function withOauth4webapi(issuer: string): Promise<void> {
  const url = new URL(issuer)
  const as = await oauth.processDiscoveryResponse(url, await oauth.discoveryRequest(url))
  const answer = await oauth.dynamicClientRegistrationRequest(as, metadata)
  const registered = await oauth.processDynamicClientRegistrationResponse(answer)
  const authentication = oauth.ClientSecretBasic(String(registered.client_secret))
  const [verifier, state, nonce] = [
    oauth.generateRandomCodeVerifier(),
    oauth.generateRandomState(),
    oauth.generateRandomNonce(),
  ]
  const asked = new URL(as.authorization_endpoint ?? assert.fail())
  for (const [name, value] of Object.entries({
    ...{ client_id: registered.client_id, redirect_uri: redirectUri, response_type: 'code', state, nonce },
    ...{ scope: 'openid email', code_challenge_method: 'S256' },
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  }))
    asked.searchParams.set(name, value)
  const { location, page } = await allow(newVisitor(issuer), asked.href, anna)
  const parameters = oauth.validateAuthResponse(as, registered, new URL(location ?? assert.fail(page)), state)
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    registered,
    authentication,
    parameters,
    redirectUri,
    verifier,
  )
  const tokens = await oauth.processAuthorizationCodeResponse(as, registered, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  })
  await oauth.validateApplicationLevelSignature(as, response)
  const refreshing = await oauth.refreshTokenGrantRequest(
    as,
    registered,
    authentication,
    tokens.refresh_token ?? assert.fail(),
  )
  const { sub } =
    oauth.getValidatedIdTokenClaims(await oauth.processRefreshTokenResponse(as, registered, refreshing)) ?? {}
  assert.equal(sub, oauth.getValidatedIdTokenClaims(tokens)?.sub)
  await isManaged(registered)
  const late = await oauth.refreshTokenGrantRequest(
    as,
    registered,
    authentication,
    tokens.refresh_token ?? '',
  )
  await assert.rejects(oauth.processRefreshTokenResponse(as, registered, late), { status: 401 })
}
