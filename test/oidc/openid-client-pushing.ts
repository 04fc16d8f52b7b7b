// Stories of apps that push and sign with openid-client as its documentation says; no option loosens a check of it.

import assert from 'node:assert/strict'
import { importJWK } from 'jose'
import * as client from 'openid-client'
import { anna, redirectUri, secretOf } from '../definition.ts'
import { allow, newVisitor } from '../sign-in.ts'
import type { LibrarySetting } from './library-clients.ts'
import { postedFields } from './posted-fields.ts'

type Story = (setting: LibrarySetting) => Promise<void>

export const stories: Readonly<Record<string, Story>> = {
  'pushes, with a secret': pushesWithSecret,
  'pushes, as a public app': pushesAsPublic,
  'pushes with a key, binds its tokens, and reads signed answers, by ES256 (FAPI 2.0)': (setting) =>
    secured(setting, 'fapi', 'ES256', false),
  'pushes signed requests and reads signed answers, by PS256 (FAPI 2.0 Message Signing)': (setting) =>
    secured(setting, 'messages', 'PS256', true),
  'pushes with a key of Ed25519': (setting) => secured(setting, 'edwards', 'Ed25519', true),
  'signs its request in the URL': signsInTheUrl,
  'takes its answer as a form': takesForm,
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

async function keyOf({ keys }: LibrarySetting, clientId: string, alg: string): Promise<client.PrivateKey> {
  const key = await importJWK(keys[clientId] ?? assert.fail(clientId), alg)
  return { key: key instanceof Uint8Array ? assert.fail() : key, kid: clientId }
}

/** A complete request, and what its answer is checked against. */
async function newRequest(uri = redirectUri) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const parameters = {
    redirect_uri: uri,
    scope: 'openid email devices:read',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    max_age: '300',
    state,
    nonce,
  }
  const checks = {
    pkceCodeVerifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
    maxAge: 300,
  }
  return { parameters, checks }
}

async function signedInAt(config: client.Configuration, url: URL): Promise<URL> {
  const { location, page } = await allow(newVisitor(config.serverMetadata().issuer), url.href, anna)
  return new URL(location ?? assert.fail(page))
}

async function pushesWithSecret({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'pushing', client.ClientSecretBasic(secretOf('pushing')))
  const { parameters, checks } = await newRequest()
  const url = await client.buildAuthorizationUrlWithPAR(config, parameters)
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request_uri'])
  const tokens = await client.authorizationCodeGrant(config, await signedInAt(config, url), checks)
  assert.equal(tokens.scope, parameters.scope)
}

async function pushesAsPublic({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'public', client.None())
  const { parameters, checks } = await newRequest('http://127.0.0.1:49152/callback')
  const url = await client.buildAuthorizationUrlWithPAR(config, parameters)
  assert.ok((await client.authorizationCodeGrant(config, await signedInAt(config, url), checks)).access_token)
}

async function secured(
  setting: LibrarySetting,
  clientId: string,
  alg: string,
  isSigned: boolean,
): Promise<void> {
  const key = await keyOf(setting, clientId, alg)
  const name = alg === 'Ed25519' ? 'EdDSA' : alg
  const metadata = { id_token_signed_response_alg: name, authorization_signed_response_alg: name }
  const config = await discover(setting.issuer, clientId, client.PrivateKeyJwt(key), metadata)
  client.useJwtResponseMode(config)
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair())
  const { parameters, checks } = await newRequest()
  const asked = isSigned
    ? (await client.buildAuthorizationUrlWithJAR(config, parameters, key)).searchParams
    : parameters
  const url = await client.buildAuthorizationUrlWithPAR(config, asked, isSigned ? {} : { DPoP })
  const answer = await signedInAt(config, url)
  assert.deepEqual([...answer.searchParams.keys()], ['response'])
  const tokens = await client.authorizationCodeGrant(config, answer, checks, undefined, { DPoP })
  assert.equal(tokens.token_type, 'dpop')
  const { sub = '' } = tokens.claims() ?? {}
  const person = await client.fetchUserInfo(config, tokens.access_token, sub, { DPoP })
  assert.equal(person.email, anna.email)
}

async function signsInTheUrl(setting: LibrarySetting): Promise<void> {
  const key = await keyOf(setting, 'signer', 'RS256')
  const config = await discover(setting.issuer, 'signer', client.PrivateKeyJwt(key))
  const { parameters, checks } = await newRequest()
  const url = await client.buildAuthorizationUrlWithJAR(config, parameters, key)
  assert.deepEqual([...url.searchParams.keys()].sort(), ['client_id', 'request'])
  assert.ok((await client.authorizationCodeGrant(config, await signedInAt(config, url), checks)).id_token)
}

async function takesForm({ issuer }: LibrarySetting): Promise<void> {
  const config = await discover(issuer, 'standard', client.ClientSecretPost(secretOf('standard')))
  const { parameters, checks } = await newRequest()
  const url = client.buildAuthorizationUrl(config, { ...parameters, response_mode: 'form_post' })
  const { page } = await allow(newVisitor(issuer), url.href, anna)
  const { action, fields } = postedFields(page)
  const posted = new Request(action, { method: 'POST', body: new URLSearchParams(fields) })
  assert.ok((await client.authorizationCodeGrant(config, posted, checks)).access_token)
}
